package io.cdrstream.plan;

import java.time.Duration;

/**
 * How long the next slice of a stream should be when it is behind: about sixteen pages. Longer slices waste fewer
 * half-empty last pages; shorter ones can be read side by side and keep the seen-set of a slice small.
 *
 * <p>It learns from every slice that was read to its end, and grows at most eightfold from one slice to the next, so
 * that a quiet night does not lead to a slice of a whole busy day. Where slices were too long, it aims at as many
 * records as could be read, and grows slowly.
 */
public final class SliceLength {

    private static final long TARGET_RECORDS = 16_000;
    private static final int GROWTH = 8;
    private static final long LONGEST = Duration.ofHours(2).toSeconds();

    /** After a slice that was too long, so many more of them take it to twice as many records: each try may be paid. */
    private static final double CAUTION = 256;

    private long seconds;
    private double most = TARGET_RECORDS;
    private boolean isLearned;

    /** Of the slices read so far, the last one counts for as much as all before it. */
    private double records;

    private double span;

    /** @param first as long as nothing is known */
    public SliceLength(Duration first) {
        this.seconds = first.getSeconds();
    }

    public Duration next() {
        return Duration.ofSeconds(seconds);
    }

    /** Whether a slice has been read to its end yet; before that, reading ahead would be a guess. */
    public boolean isLearned() {
        return isLearned;
    }

    /**
     * About how many records a slice of this span holds.
     *
     * @param unknown records a second, as long as nothing is known
     */
    public long expected(Duration span, double unknown) {
        return 1 + (long) (span.getSeconds() * (isLearned ? records / this.span : unknown));
    }

    /** A slice of this span held this many records. */
    public void learn(Duration span, long records) {
        isLearned = true;
        this.records = this.records / 2 + records;
        this.span = this.span / 2 + span.getSeconds();
        most = Math.min(most * (1 + 1 / CAUTION), TARGET_RECORDS);
        long fitting = records == 0 ? LONGEST : Math.max(1, (long) (span.getSeconds() * most / records));
        long largest = Math.max(seconds, span.getSeconds() * GROWTH);
        seconds = Math.min(Math.min(fitting, largest), LONGEST);
    }

    /**
     * A page of a slice was too large, or its cursor expired twice: the next ones are at most half as long.
     *
     * @param records as many were too many
     */
    public void shorten(Duration span, long records) {
        long known = isLearned ? Math.min(expected(span, 0), records) : records;
        most = Math.max(1, Math.min(most, known / 2.0));
        long fitting = isLearned ? (long) (this.span * most / Math.max(1, this.records)) : LONGEST;
        seconds = Math.max(1, Math.min(Math.min(seconds, span.getSeconds() / 2), fitting));
    }
}
