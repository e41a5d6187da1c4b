package io.cdrstream.sink;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far each pass of a stream has come, and the slices above.
 *
 * <pre>
 *   ──────┤ done ├ reading ┤  gap  ├────┤ done ├ reading ┤   gap    ├ done ┤  gap ─▶
 *   first revisit's frontier        watermark
 * </pre>
 *
 * <p>A frontier moves over slices that are done and touch it, never over a gap, never back (I3, I4, I5). Slices of a
 * pass lie between its frontier and that of the pass before, so passes over the same time come one after the other. A
 * redo lies below all of them, and its frontier moves alike.
 */
final class Frontiers {

    private final StreamId stream;
    private final PassPlan plan;
    private final Instant[] frontiers;
    private final TreeMap<Instant, OpenSlice> slices = new TreeMap<>();
    private final Set<OpenSlice> touched = new LinkedHashSet<>();
    private final Set<Instant> forgotten = new LinkedHashSet<>();
    private @Nullable Redo redo;

    Frontiers(StreamId stream, PassPlan plan, Reached reached, Collection<SliceProgress> restored) {
        this.stream = stream;
        this.plan = plan;
        this.frontiers = reached.frontiers().toArray(Instant[]::new);
        this.redo = reached.redo();
        restored.forEach(slice -> put(OpenSlice.restored(slice)));
    }

    /** The open slice with these bounds: known, cut out of a longer one, or new in a gap. */
    OpenSlice open(Slice slice, OpenSlice fresh) {
        Map.@Nullable Entry<Instant, OpenSlice> before = slices.floorEntry(slice.from());
        if (before != null && before.getValue().slice.equals(slice)) {
            return before.getValue();
        }
        if (before != null && before.getValue().slice.to().isAfter(slice.from())) {
            return cut(before.getValue(), slice);
        }
        @Nullable Instant next = slices.higherKey(slice.from());
        if (!mayRead(slice, fresh.pass) // I4
                || next != null && next.isBefore(slice.to())) {
            throw new IllegalStateException(slice + " of " + stream + " overlaps what is already being read");
        }
        return put(fresh);
    }

    /** Whether it is above what its pass has read, and nobody else's: the pass before comes first. */
    private boolean mayRead(Slice slice, int pass) {
        if (pass == PageRequest.REDO) {
            return redo != null
                    && !slice.from().isBefore(redo.next())
                    && !slice.to().isAfter(redo.to());
        }
        return !slice.from().isBefore(frontiers[pass])
                && (pass == 0 || !slice.to().isAfter(frontiers[pass - 1]));
    }

    /** A slice that is read again in parts. */
    private OpenSlice cut(OpenSlice whole, Slice slice) {
        if (whole.isDone() || whole.slice.to().isBefore(slice.to())) {
            throw new IllegalStateException(slice + " of " + stream + " is no part of " + whole.slice);
        }
        if (whole.slice.from().isBefore(slice.from())) {
            touched.add(put(whole.part(new Slice(whole.slice.from(), slice.from()))));
        }
        if (slice.to().isBefore(whole.slice.to())) {
            touched.add(put(whole.part(new Slice(slice.to(), whole.slice.to()))));
        }
        return put(whole.part(slice));
    }

    private OpenSlice put(OpenSlice open) {
        slices.put(open.slice.from(), open);
        return open;
    }

    /** A page of it was read. If it was the last, what it covers counts as read. */
    void read(OpenSlice open) {
        if (open.isDone()) {
            forget(open);
            cover(OpenSlice.done(open.covered(), open.pass, open.asked(), open.isWhole()));
        } else {
            touched.add(open);
        }
    }

    /** Stores it as done, together with a neighbour that is. */
    private void cover(OpenSlice done) {
        OpenSlice all = done;
        Map.@Nullable Entry<Instant, OpenSlice> before = slices.lowerEntry(done.slice.from());
        if (before != null && touches(before.getValue(), done)) {
            OpenSlice first = before.getValue();
            Slice both = first.slice.hull(done.slice);
            forget(first);
            all = OpenSlice.done(both, done.pass, earlier(done.asked(), first.asked()), done.isWhole());
        }
        touched.add(put(all));
    }

    private static boolean touches(OpenSlice before, OpenSlice after) {
        return before.isDone()
                && before.pass == after.pass
                && before.isWhole() == after.isWhole()
                && before.slice.to().equals(after.slice.from())
                && before.slice.hullWith(after.slice).compareTo(Slice.MAX_SPAN) <= 0;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void forget(OpenSlice open) {
        slices.remove(open.slice.from());
        if (open.isStored()) {
            forgotten.add(open.slice.from());
        }
        touched.remove(open);
    }

    /**
     * Moves the frontiers, from the first pass on. What was first asked for so late that a later pass would have been
     * due counts as read by that one too, as does the older part of a slice of which only that was due: nothing is paid
     * for twice only because it was read late.
     */
    void advance() {
        for (int pass = 0; pass < frontiers.length; pass++) {
            @Nullable OpenSlice first = slices.get(frontiers[pass]);
            while (first != null && first.isDone() && first.pass == pass) { // I5: nothing below it is left to read
                forget(first);
                frontiers[pass] = first.slice.to();
                @Nullable Slice late = readLate(first, pass + 1);
                if (late != null) {
                    cover(OpenSlice.done(late, pass + 1, first.asked(), first.isWhole()));
                }
                first = slices.get(frontiers[pass]);
            }
        }
        redo = redo == null || redo.isOver() ? null : advance(redo);
    }

    private Redo advance(Redo current) {
        Instant next = current.next();
        @Nullable OpenSlice first = slices.get(next);
        while (first != null && first.isDone() && first.pass == PageRequest.REDO) { // I5
            forget(first);
            next = first.slice.to();
            first = slices.get(next);
        }
        return current.at(next);
    }

    /** What may stand for a later pass: it was read late enough, and no less than that pass would read. */
    private @Nullable Slice readLate(OpenSlice read, int pass) {
        if (pass == frontiers.length) {
            return null;
        }
        Instant due = read.asked().minus(plan.age(pass)).truncatedTo(ChronoUnit.SECONDS);
        boolean isAllLate = !due.isBefore(read.slice.to());
        if (plan.share(pass) < 1) {
            return isAllLate && isReadUpTo(read.slice.from(), pass) ? read.slice : null;
        }
        if (!read.isWhole() || !due.isAfter(read.slice.from())) {
            return null;
        }
        return isAllLate ? read.slice : new Slice(read.slice.from(), due);
    }

    /** Or else a gap would be left that an audit reads whole, which costs more than it saves. */
    private boolean isReadUpTo(Instant from, int pass) {
        Map.@Nullable Entry<Instant, OpenSlice> below = slices.lowerEntry(from);
        return frontiers[pass].equals(from)
                || below != null
                        && below.getValue().isDone()
                        && below.getValue().pass == pass
                        && below.getValue().slice.to().equals(from);
    }

    Instant frontier(int pass) {
        return frontiers[pass];
    }

    /** What is read once more; one that is over for as long as it takes to say so. */
    @Nullable
    Redo redo() {
        return redo;
    }

    List<Instant> all() {
        return List.of(frontiers);
    }

    /** What is being read. */
    List<Slice> reading() {
        return slices.values().stream()
                .filter(open -> !open.isDone())
                .map(open -> open.slice)
                .toList();
    }

    List<OpenSlice> reading(Slice range) {
        return slices.values().stream()
                .filter(open -> !open.isDone() && open.slice.overlaps(range))
                .toList();
    }

    /** What is to be stored and deleted since this was last called. */
    Posting.Slices takeChanges() {
        List<SliceProgress> written = touched.stream().map(OpenSlice::store).toList();
        written.forEach(slice -> forgotten.remove(slice.slice().from()));
        Posting.Slices taken = new Posting.Slices(written, List.copyOf(forgotten));
        touched.clear();
        forgotten.clear();
        return taken;
    }

    List<SliceProgress> progress() {
        return slices.values().stream().map(OpenSlice::progress).toList();
    }
}
