package io.cdrstream.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A half-open interval {@code [from, to)} of a stream, in whole seconds and at most 24 hours long (I4).
 *
 * <pre>
 *   ──[ slice )[ slice )[   slice   )──▶ event time
 *     a        b        c           d        a record at exactly b belongs to the second slice only
 * </pre>
 *
 * <p>Neighbours share an edge and no second: the API's filter is inclusive at {@code date_start} and exclusive at
 * {@code date_end}, and its records carry whole seconds, so contiguous slices tile time without gap or overlap.
 */
public record Slice(Instant from, Instant to) implements Comparable<Slice> {

    /** The longest span that every source on the API agrees to accept. */
    public static final Duration MAX_SPAN = Duration.ofHours(24);

    public Slice {
        if (from.getNano() != 0 || to.getNano() != 0) {
            throw new IllegalArgumentException("a slice has whole seconds: " + from + " to " + to);
        }
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(MAX_SPAN) > 0) {
            throw new IllegalArgumentException(
                    "a slice is longer than nothing and at most 24 h: " + from + " to " + to);
        }
    }

    public Duration span() {
        return Duration.between(from, to);
    }

    /** Whether this slice is a single second, the shortest there is. */
    public boolean isIndivisible() {
        return span().getSeconds() == 1;
    }

    /** Whether they share a second. */
    public boolean overlaps(Slice other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** Whether every second of the other is in this one. */
    public boolean contains(Slice other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** From where the first of both begins to where the last ends. */
    public Duration hullWith(Slice other) {
        Instant begin = from.isBefore(other.from) ? from : other.from;
        return Duration.between(begin, to.isAfter(other.to) ? to : other.to);
    }

    /**
     * Both, and what is between them.
     *
     * @throws IllegalArgumentException if that is more than 24 h
     */
    public Slice hull(Slice other) {
        return new Slice(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }

    @Override
    public int compareTo(Slice other) {
        return from.compareTo(other.from);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
