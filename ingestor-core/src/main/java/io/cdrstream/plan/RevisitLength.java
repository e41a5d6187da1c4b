package io.cdrstream.plan;

import java.time.Duration;

/** How much time a revisit reads at once: the longer ago, the more, as freshness matters less and requests cost. */
public final class RevisitLength {

    /** Records whose fingerprints a revisit may hold in memory. */
    public static final long MOST_RECORDS = 20_000;

    /** If none of so many records is news, less than one in a hundred is, with 95 % confidence. */
    public static final long LEAST_AUDITED = 300;

    private static final Duration LEAST_SLICE = Duration.ofMinutes(10);
    private static final Duration MOST_SLICE = Duration.ofHours(6);
    private static final Duration LEAST_BLOCK = Duration.ofHours(1);
    private static final Duration MOST_BLOCK = Duration.ofHours(24);

    private RevisitLength() {}

    /** Of a slice that is read in full: an eighth of its age. */
    public static Duration ofSlice(Duration age) {
        return clamp(age.dividedBy(8), LEAST_SLICE, MOST_SLICE);
    }

    /** Of an audit's block: its age. */
    public static Duration ofBlock(Duration age) {
        return clamp(age, LEAST_BLOCK, MOST_BLOCK);
    }

    /**
     * The part of a block that an audit reads: its share, or more if that would be too few records to tell; 1 = all.
     */
    public static double part(double share, long expectedInBlock) {
        double least = expectedInBlock == 0 ? 1 : LEAST_AUDITED / (double) expectedInBlock;
        double part = Math.max(share, least);
        return part > 0.5 ? 1 : part;
    }

    private static Duration clamp(Duration length, Duration least, Duration most) {
        if (length.compareTo(least) < 0) {
            return least;
        }
        return length.compareTo(most) > 0 ? most : length;
    }
}
