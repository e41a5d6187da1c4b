package io.cdrstream.simulator;

import java.util.function.DoublePredicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers that have bounds, and says them where they are missed. */
final class NumberOptions {

    private NumberOptions() {}

    /** A part of all: 0 to 1. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, n -> n >= 0 && n <= 1, "a number from 0 to 1");
        }
    }

    /** Zero or more. */
    static final class Amount implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, n -> n >= 0 && Double.isFinite(n), "a number, 0 or more");
        }
    }

    /** Zero to a million. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, n -> n >= 0 && n <= 1_000_000, "a number from 0 to 1000000");
        }
    }

    /** Zero or more, and whole. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, n -> n >= 0 && n == (int) n, "a whole number, 0 or more");
        }
    }

    /** Of TCP; 0 for a free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, n -> n >= 0 && n <= 65_535 && n == (int) n, "a port from 0 to 65535");
        }
    }

    static double number(String text, DoublePredicate isRight, String what) {
        try {
            double number = Double.parseDouble(text);
            if (isRight.test(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("expected " + what);
    }
}
