package io.cdrstream.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pass has found among the CDRs of one hour. Sums, so that tallies of parts add up to that of the whole.
 *
 * @param pass number of the pass; of follow-ups {@link PageRequest#FOLLOW_UP}, of a redo {@link PageRequest#REDO}
 * @param hour where the hour of event time begins
 * @param counts how much of what
 * @param charge sum of the charge deltas published, by currency; the empty text where a CDR names none
 * @param ids sum, modulo 2<sup>64</sup>, of the first eight bytes of SHA-256 of the identities published for the first
 *     time: the same in whatever order they came
 */
public record Tally(int pass, Instant hour, Counts counts, Map<String, BigDecimal> charge, long ids) {

    public static final Duration HOUR = Duration.ofHours(1);

    public Tally {
        charge = Collections.unmodifiableMap(new TreeMap<>(charge));
    }

    /** Of an hour in which nothing was found. */
    public static Tally empty(int pass, Instant hour) {
        return new Tally(pass, hour, Counts.NONE, Map.of(), 0);
    }

    /**
     * @param pages answers of the API, counted where their slice begins
     * @param records in them, good and bad
     * @param fresh never seen before, by a first pass
     * @param late never seen before, by a later pass
     * @param updated seen before and different
     * @param unchanged seen before and the same
     * @param dead could not become an event
     * @param billed records that the API charges for
     */
    public record Counts(
            long pages, long records, long fresh, long late, long updated, long unchanged, long dead, long billed) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        public Counts plus(Counts more) {
            return new Counts(
                    pages + more.pages,
                    records + more.records,
                    fresh + more.fresh,
                    late + more.late,
                    updated + more.updated,
                    unchanged + more.unchanged,
                    dead + more.dead,
                    billed + more.billed);
        }

        /** Records published for the first time. */
        public long distinct() {
            return fresh + late;
        }
    }

    public Tally plus(Tally more) {
        Map<String, BigDecimal> sums = new TreeMap<>(charge);
        more.charge.forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add));
        return new Tally(pass, hour, counts.plus(more.counts), sums, ids + more.ids);
    }
}
