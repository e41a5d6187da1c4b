package io.cdrstream.plan;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/**
 * One pass on its way through the time of a stream, and what a second of that time costs it. Times are in seconds from
 * the stream's start.
 *
 * @param found the part of the records that it is the first to see
 */
record Lane(
        String name,
        Duration age,
        double sampled,
        Stride stride,
        double recordsPerSecond,
        double requestsPerSecond,
        double found) {

    /** How a pass comes from one slice, or block of an audit, to the next. */
    @FunctionalInterface
    interface Stride {

        /** Where the last one ends that ends before it is due, and not above the limit. */
        double last(double from, double due, double limit);

        /** All are as long. */
        static Stride even(double length) {
            return (from, due, limit) -> {
                double before = Math.min(Math.ceil((due - from) / length) - 1, Math.floor((limit - from) / length));
                return from + length * Math.max(0, before);
            };
        }

        /** @param end where each ends, by where it begins */
        static Stride uneven(DoubleUnaryOperator end) {
            return (from, due, limit) -> {
                double at = from;
                double next = end.applyAsDouble(at);
                while (next < due && next <= limit) {
                    at = next;
                    next = end.applyAsDouble(at);
                }
                return at;
            };
        }
    }

    /**
     * How far it has gone, so long after the start. What becomes due in that very moment is read after it. At the
     * stream's end it does not wait until there is enough, nor for the pass before it, which was there when it was
     * younger.
     *
     * @param from where it was before
     * @param limit how far the pass has come that it may not overtake
     * @param end of the stream
     */
    double reach(double from, double limit, double end, Duration running) {
        double due = (running.toMillis() - age.toMillis()) / 1e3;
        return end < due ? Math.max(from, end) : stride.last(from, due, limit);
    }

    PassForecast forecast(double seconds) {
        return new PassForecast(name, age, sampled, requestsPerSecond * seconds, recordsPerSecond * seconds, found);
    }
}
