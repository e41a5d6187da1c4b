package io.cdrstream.simulator.cdr;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which streams have how many CDRs: a live rate from a given moment on, and exact histories that replace it stream by
 * stream.
 *
 * @param rate CDRs per second of every stream without a rate of its own
 * @param products those with live traffic; empty for all
 * @param since the first live second
 * @param rates rates of single streams
 * @param filler bytes that each record carries beyond its own, in a field no description knows
 * @param exact streams whose records stand at given seconds: epoch second → count
 */
public record Traffic(
        double rate,
        Set<String> products,
        Instant since,
        int filler,
        Map<StreamKey, Double> rates,
        Map<StreamKey, NavigableMap<Long, Integer>> exact) {

    /** No CDRs at all: the start for exact histories. */
    public static Traffic none() {
        return live(0, Instant.EPOCH);
    }

    /** A steady rate per stream, of all products. */
    public static Traffic live(double perSecond, Instant since) {
        return new Traffic(perSecond, Set.of(), since, 0, Map.of(), Map.of());
    }

    public Traffic only(Set<String> wanted) {
        return new Traffic(rate, Set.copyOf(wanted), since, filler, rates, exact);
    }

    public Traffic rate(StreamKey stream, double perSecond) {
        Map<StreamKey, Double> all = new HashMap<>(rates);
        all.put(stream, perSecond);
        return new Traffic(rate, products, since, filler, Map.copyOf(all), exact);
    }

    /**
     * Adds {@code count} records that start in the whole second of that instant. The stream then has no live traffic.
     */
    public Traffic exactly(StreamKey stream, Instant at, int count) {
        Map<StreamKey, NavigableMap<Long, Integer>> all = new HashMap<>(exact);
        NavigableMap<Long, Integer> counts = new TreeMap<>(all.getOrDefault(stream, new TreeMap<>()));
        counts.merge(at.getEpochSecond(), count, Integer::sum);
        all.put(stream, counts);
        return new Traffic(rate, products, since, filler, rates, all);
    }

    /** Makes every record that much longer. */
    public Traffic filler(int bytes) {
        return new Traffic(rate, products, since, bytes, rates, exact);
    }

    double rateOf(StreamKey stream) {
        boolean wanted = products.isEmpty() || products.contains(stream.product());
        return rates.getOrDefault(stream, wanted ? rate : 0.0);
    }

    Optional<NavigableMap<Long, Integer>> exactly(StreamKey stream) {
        return Optional.ofNullable(exact.get(stream));
    }

    /** The first second of anything. */
    long begin() {
        boolean live = rate > 0 || !rates.isEmpty();
        long first = live ? since.getEpochSecond() : Long.MAX_VALUE;
        for (NavigableMap<Long, Integer> counts : exact.values()) {
            first = Math.min(first, counts.firstKey());
        }
        return first;
    }

    /** The second after the last of the exact histories. */
    long exactEnd() {
        return exact.values().stream()
                .mapToLong(counts -> counts.lastKey() + 1)
                .max()
                .orElse(Long.MIN_VALUE);
    }
}
