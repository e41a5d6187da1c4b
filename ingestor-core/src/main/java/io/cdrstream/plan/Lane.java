package io.cdrstream.plan;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/**
 * One pass on its way through the time of a stream, and what a second of that time costs it.
 *
 * @param end where what it takes at once ends, a slice or the block of an audit, by where that begins; in seconds from
 *     the stream's start
 * @param found the part of the records that it is the first to see
 */
record Lane(
        String name,
        Duration age,
        double sampled,
        DoubleUnaryOperator end,
        double recordsPerSecond,
        double requestsPerSecond,
        double found) {

    /**
     * How many seconds from the stream's start it has gone through, so long after the start. What becomes due in that
     * very moment is read after it.
     *
     * @param from where it was before
     * @param limit how far the pass has come that it may not overtake
     */
    double reach(double from, double limit, Duration running) {
        double due = (running.toMillis() - age.toMillis()) / 1e3;
        double at = from;
        double next = end.applyAsDouble(at);
        while (next < due && next <= limit) {
            at = next;
            next = end.applyAsDouble(at);
        }
        return at;
    }

    PassForecast forecast(double seconds) {
        return new PassForecast(name, age, sampled, requestsPerSecond * seconds, recordsPerSecond * seconds, found);
    }
}
