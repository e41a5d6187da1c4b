package io.cdrstream.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One pass on its way through the time of a stream, and what a second of that time costs it.
 *
 * @param unit what it takes at once: a slice, or the block of an audit
 * @param found the part of the records that it is the first to see
 * @param before the pass that it may not overtake; null if none could be in its way
 */
record Lane(
        String name,
        Duration age,
        double sampled,
        Duration unit,
        double recordsPerSecond,
        double requestsPerSecond,
        double found,
        @Nullable Lane before) {

    /** How many seconds from the stream's start it has gone through, so long after the start. */
    double reach(Duration running) {
        double due = Math.max(0, (running.toMillis() - age.toMillis()) / 1000.0);
        double free = before == null ? due : Math.min(due, before.reach(running));
        return Math.floor(free / unit.toSeconds()) * unit.toSeconds();
    }

    PassForecast forecast(double seconds) {
        return new PassForecast(name, age, sampled, requestsPerSecond * seconds, recordsPerSecond * seconds, found);
    }
}
