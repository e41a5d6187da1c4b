package io.cdrstream.simulator.cdr;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a slice record by record from any position on, in constant memory and without looking at what went before, so
 * that a slice of n records costs O(n) however many pages it takes. Not thread-safe.
 */
public final class Reading {

    private final Slice slice;
    private final Lifecycle lifecycle;
    private long second;
    private int turn;
    private int passed;
    private int count;
    private @Nullable View current;
    private Position place;

    Reading(Slice slice, Lifecycle lifecycle, @Nullable Position from) {
        this.slice = slice;
        this.lifecycle = lifecycle;
        this.place = from == null ? new Position(secondFrom(slice.firstSecond()), 0, 0) : from;
        this.second = place.second();
        this.turn = place.turn();
        this.passed = place.passed();
        this.count = inside() ? arrivals() : 0;
    }

    /** Moves to the next record that shows and matches; false at the end of the slice. */
    public boolean next() {
        while (inside()) {
            if (passed == count) {
                advance();
                continue;
            }
            Position here = new Position(second, turn, passed++);
            Optional<View> view = lifecycle.at(cdr(here), slice.asOf());
            if (view.isPresent() && slice.filters().match(view.get())) {
                current = view.get();
                place = here;
                return true;
            }
        }
        return false;
    }

    /** Where the record read last stands. */
    public Position place() {
        return place;
    }

    /** Writes the record read last. */
    public void write(Options options, JsonBytes out) {
        View view = view();
        view.cdr().stream().schema().write(view, options, out);
    }

    /** What is true of the record read last: all its revisions, also those that do not show yet. */
    public TrueCdr truth() {
        return TrueCdr.of(view().cdr(), lifecycle);
    }

    private View view() {
        if (current == null) {
            throw new IllegalStateException("no record read yet");
        }
        return current;
    }

    private Cdr cdr(Position at) {
        // Counting backwards within the second keeps a descending slice strictly the mirror of an ascending one.
        int ordinal = slice.newestFirst() ? count - 1 - at.passed() : at.passed();
        return Cdr.of(slice.streams().get(at.turn()), at.second(), ordinal);
    }

    private void advance() {
        passed = 0;
        if (++turn == slice.streams().size()) {
            turn = 0;
            second = secondFrom(second + (slice.newestFirst() ? -1 : 1));
        }
        count = inside() ? arrivals() : 0;
    }

    private long secondFrom(long from) {
        long nearest = slice.limit();
        for (CdrStream stream : slice.streams()) {
            nearest = stream.arrivals().next(from, nearest);
        }
        return nearest;
    }

    private int arrivals() {
        return slice.streams().get(turn).arrivals().at(second);
    }

    private boolean inside() {
        return slice.newestFirst() ? second > slice.limit() : second < slice.limit();
    }
}
