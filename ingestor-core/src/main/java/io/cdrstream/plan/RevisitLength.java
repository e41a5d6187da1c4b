package io.cdrstream.plan;

import java.time.Duration;

/**
 * How much time a pass after the first takes at once, and how much of it an audit reads.
 *
 * <p>Slices of revisits are wide, since neighbours that were read one by one fit into one page; but no wider than their
 * age justifies, since a slice waits for its youngest second, nor than {@link #MOST_RECORDS}, since the seen-set of a
 * slice is held in memory.
 *
 * <p>Blocks of audits are as long as {@link #SAMPLE} records need to be no more than the share of them, as far as a day
 * allows. So an audit of a small stream costs its share as well; only a stream too small for a day to hold enough is
 * read in a greater part, and one of fewer than {@link #SAMPLE} records a day entirely.
 *
 * <p>Pure. Rates are records a second, as the API shows them at that age.
 */
public final class RevisitLength {

    /** How many expected records a slice of a revisit holds at most. */
    public static final int MOST_RECORDS = 20_000;

    /**
     * How many records an audit has to read: if none of 300 is late, then with a confidence of 95 % fewer than 1 % are,
     * as far as late records lie anywhere.
     */
    public static final int SAMPLE = 300;

    private static final Duration SHORTEST_SLICE = Duration.ofMinutes(10);
    private static final Duration LONGEST_SLICE = Duration.ofHours(6);
    private static final Duration SHORTEST_BLOCK = Duration.ofHours(1);
    private static final Duration LONGEST_BLOCK = Duration.ofHours(24);

    private RevisitLength() {}

    /** The span of a slice of a revisit at this age: an eighth of the age, from 10 min to 6 h. */
    public static Duration slice(Duration age, double recordsPerSecond) {
        Duration wide = clamp(seconds(age.toSeconds() / 8.0), SHORTEST_SLICE, LONGEST_SLICE);
        return min(wide, seconds(MOST_RECORDS / recordsPerSecond));
    }

    /** The span of a block of an audit at this age: the age itself, longer if its sample asks for it; 1 h to 24 h. */
    public static Duration block(Duration age, double share, double recordsPerSecond) {
        return block(age, enough(share, recordsPerSecond));
    }

    /** @param enough how long it takes until there are records enough */
    static Duration block(Duration age, Duration enough) {
        Duration whole = seconds(age.toMillis() / 1000.0);
        return clamp(whole.compareTo(enough) > 0 ? whole : enough, SHORTEST_BLOCK, LONGEST_BLOCK);
    }

    /** How long it takes until there are records of which this share is a sample. */
    static Duration enough(double share, double recordsPerSecond) {
        return seconds(SAMPLE / share / recordsPerSecond);
    }

    /** The part of a block that its audit reads before it knows whether the rest is needed, up to 1. */
    public static double sampled(double share, double expectedRecords) {
        return expectedRecords <= SAMPLE ? 1 : Math.max(share, SAMPLE / expectedRecords);
    }

    /** Whole seconds, rounded up, at least one; a slow stream's infinity is a long time. */
    private static Duration seconds(double seconds) {
        return Duration.ofSeconds((long) Math.max(1, Math.ceil(Math.min(seconds, Integer.MAX_VALUE))));
    }

    private static Duration clamp(Duration length, Duration least, Duration most) {
        return length.compareTo(least) < 0 ? least : min(length, most);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
