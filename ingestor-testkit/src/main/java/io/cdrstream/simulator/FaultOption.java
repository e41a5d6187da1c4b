package io.cdrstream.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code name=probability} or {@code name@n}, as given on the command line. */
record FaultOption(Fault fault, double chance, long request) {

    FaultPlan addTo(FaultPlan plan) {
        return request > 0 ? plan.at(request, fault) : plan.chance(fault, chance);
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<FaultOption> {
        @Override
        public FaultOption convert(String text) {
            String[] parts = text.split("[=@]", 2);
            try {
                Fault fault = Fault.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
                boolean counted = text.contains("@");
                double number = counted
                        ? NumberOptions.number(parts[1], n -> n >= 1 && n == (long) n, "a request from 1 on")
                        : NumberOptions.number(parts[1], n -> n >= 0 && n <= 1, "a probability from 0 to 1");
                return new FaultOption(fault, counted ? 0 : number, counted ? (long) number : 0);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new TypeConversionException("expected name=probability or name@request, where name is one of "
                        + Arrays.stream(Fault.values()).map(FaultOption::name).collect(Collectors.joining(", ")));
            }
        }
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
