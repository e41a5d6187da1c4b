package io.cdrstream.plan;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which part of the records of a stream has a property when they are this old, from 0 to 1. */
@FunctionalInterface
public interface ShareAtAge {

    double at(Duration age);

    static ShareAtAge always(double share) {
        return age -> share;
    }

    /** From each age on, the share that stands beside it; before the first, that of the first. */
    static ShareAtAge steps(Map<Duration, Double> shares) {
        NavigableMap<Duration, Double> sorted = new TreeMap<>(shares);
        return age -> {
            Map.Entry<Duration, Double> step = sorted.floorEntry(age);
            return step == null ? sorted.firstEntry().getValue() : step.getValue();
        };
    }

    /** Calls whose length is exponential with this mean, and at most the longest: the part that has ended. */
    static ShareAtAge endedCalls(Duration mean, Duration longest) {
        return age ->
                age.compareTo(longest) >= 0 ? 1 : 1 - Math.exp(-(double) age.toMillis() / Math.max(1, mean.toMillis()));
    }
}
