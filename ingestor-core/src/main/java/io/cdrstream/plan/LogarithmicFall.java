package io.cdrstream.plan;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A share that is known at some ages and wanted at a greater one: the line through the last two, over the logarithm of
 * the age. Waiting times that span minutes to days are near to it.
 */
final class LogarithmicFall {

    private LogarithmicFall() {}

    /** Not below 0, nor above the last; the last itself if there is no other. */
    static double at(Duration age, Map<Duration, Double> known) {
        NavigableMap<Duration, Double> sorted = new TreeMap<>(known);
        Map.Entry<Duration, Double> last = sorted.pollLastEntry();
        if (sorted.isEmpty()) {
            return last.getValue();
        }
        Map.Entry<Duration, Double> before = sorted.lastEntry();
        double slope = (last.getValue() - before.getValue()) / (log(last.getKey()) - log(before.getKey()));
        double there = last.getValue() + slope * (log(age) - log(last.getKey()));
        return Math.max(0, Math.min(last.getValue(), there));
    }

    private static double log(Duration age) {
        return Math.log(Math.max(1, age.toMillis()));
    }
}
