package io.cdrstream.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * How old records of an account and product were when they were seen first: an upper bound of how late the API shows
 * them, since nobody looks before a pass is due. Does not change, so that any thread may read it.
 */
public final class ArrivalDelay {

    private final String source;
    private final long[] seconds;
    /** How many records were no older than {@link #seconds} at the same place. */
    private final long[] seen;

    /**
     * @param source account and product, as {@link StreamId#source} spells them
     * @param counts how many records were seen first at which age, in seconds
     */
    public ArrivalDelay(String source, SortedMap<Long, Long> counts) {
        this.source = source;
        this.seconds = counts.keySet().stream().mapToLong(Long::longValue).toArray();
        this.seen = counts.values().stream().mapToLong(Long::longValue).toArray();
        Arrays.parallelPrefix(seen, Long::sum);
    }

    public String source() {
        return source;
    }

    /** Of how many records it is learned. */
    public long count() {
        return seen.length == 0 ? 0 : seen[seen.length - 1];
    }

    /** The age at which this part of the records had been seen, from 0 to 1; zero if there were none. */
    public Duration quantile(double part) {
        if (seen.length == 0) {
            return Duration.ZERO;
        }
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        int at = Arrays.binarySearch(seen, rank);
        return Duration.ofSeconds(seconds[at < 0 ? -at - 1 : at]);
    }

    /** The greatest age at which one was seen first. */
    public Duration max() {
        return quantile(1);
    }

    /** The part of the records that was seen first at this age or later, from 0 to 1. */
    public double from(Duration age) {
        if (seen.length == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(seconds, age.toSeconds());
        int first = at < 0 ? -at - 1 : at;
        long before = first == 0 ? 0 : seen[first - 1];
        return (double) (count() - before) / count();
    }

    @Override
    public String toString() {
        return source + ": " + count() + " records, at most " + max();
    }
}
