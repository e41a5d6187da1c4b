package io.cdrstream.plan;

import java.time.Duration;

/**
 * How long the next slice of a stream should be when it is behind: about sixteen pages. Longer slices waste fewer
 * half-empty last pages; shorter ones can be read side by side and keep the seen-set of a slice small.
 *
 * <p>Starts at a minute and learns from every slice that was read to its end; it grows at most eightfold from one slice
 * to the next, so that a quiet night does not lead to a slice of a whole busy day.
 */
public final class SliceLength {

    private static final long TARGET_RECORDS = 16_000;
    private static final int GROWTH = 8;
    private static final long LONGEST = Duration.ofHours(2).toSeconds();

    private long seconds = 60;
    private boolean isLearned;

    /** Of the slices read so far, the last one counts for as much as all before it. */
    private double records;

    private double span;

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
        long fitting = records == 0 ? LONGEST : Math.max(1, span.getSeconds() * TARGET_RECORDS / records);
        long largest = Math.max(seconds, span.getSeconds() * GROWTH);
        seconds = Math.min(Math.min(fitting, largest), LONGEST);
    }

    /**
     * A page of a slice was too large, or its cursor expired twice: the next ones are no longer than what is left of
     * it.
     */
    public void shorten(Duration span) {
        seconds = Math.max(1, Math.min(seconds, span.getSeconds()));
    }
}
