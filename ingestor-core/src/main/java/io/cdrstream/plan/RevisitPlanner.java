package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a pass after the first reads next: the first gap above its frontier that is old enough and that the pass before
 * has read.
 *
 * <pre>
 *   ───────┤  gap: one wide slice  ├ too young for this pass ┤
 *      frontier                   now − age             frontier of the pass before
 *
 *   ───────┤      block of an audit      ├───
 *          ╰──── read if dirty ───╯╰audit╯
 * </pre>
 *
 * <p>Wide slices waste fewer pages; they are no wider than what the seen-set of their records may take in memory. An
 * audit reads the end of its block. If it finds anything, the gap before it is left, and is read like any other gap
 * that something lies above.
 */
public final class RevisitPlanner {

    private final CdrStream stream;
    private final Duration age;
    private final double share;

    /** @param pass from 1 */
    public RevisitPlanner(CdrStream stream, int pass) {
        this.stream = stream;
        this.age = stream.plan().age(pass);
        this.share = stream.plan().share(pass);
    }

    /**
     * What is to be read.
     *
     * @param block where the time begins that counts as read once the slice is and has found nothing
     */
    public record Planned(Slice slice, Instant block) {

        /** All of it. */
        public Slice covered() {
            return new Slice(block, slice.to());
        }
    }

    /**
     * The next one, or null if none is due.
     *
     * @param frontier of this pass
     * @param before frontier of the pass before it
     * @param taken what is planned or read, by where it begins; blocks of audits under way as a whole
     * @param expected about how many records a slice holds
     */
    public @Nullable Planned next(
            Instant frontier,
            Instant before,
            SortedMap<Instant, Slice> taken,
            ToLongFunction<Slice> expected,
            Instant apiTime) {
        Instant from = SlicePlanner.firstGap(frontier, taken);
        Instant due = apiTime.minus(age).truncatedTo(ChronoUnit.SECONDS);
        Instant limit = before.isBefore(due) ? before : due;
        SortedMap<Instant, Slice> above = taken.tailMap(from);
        if (!above.isEmpty() && !above.firstKey().isAfter(limit)) {
            return whole(from, above.firstKey(), expected);
        }
        if (!from.isBefore(limit)) {
            return null;
        }
        return share < 1 ? audit(from, limit, expected) : wide(from, limit, expected);
    }

    private @Nullable Planned wide(Instant from, Instant limit, ToLongFunction<Slice> expected) {
        Duration length = RevisitLength.ofSlice(age);
        return isDue(from, limit, length) ? whole(from, min(limit, from.plus(length)), expected) : null;
    }

    private @Nullable Planned audit(Instant from, Instant limit, ToLongFunction<Slice> expected) {
        Duration length = RevisitLength.ofBlock(age);
        if (!isDue(from, limit, length)) {
            return null;
        }
        Slice block = new Slice(from, min(limit, from.plus(length)));
        double part = RevisitLength.part(share, expected.applyAsLong(block));
        if (part == 1) {
            return whole(block.from(), block.to(), expected);
        }
        long seconds = Math.max(1, (long) Math.ceil(block.span().getSeconds() * part));
        Slice last = new Slice(block.to().minusSeconds(seconds), block.to());
        long records = expected.applyAsLong(last);
        if (records > RevisitLength.MOST_RECORDS) { // a shorter block, so that the audit's records fit in memory
            long shorter = Math.max(1, block.span().getSeconds() * RevisitLength.MOST_RECORDS / records);
            long ofIt = Math.max(1, (long) Math.ceil(shorter * part));
            Instant to = from.plusSeconds(shorter);
            return new Planned(new Slice(to.minusSeconds(ofIt), to), from);
        }
        return new Planned(last, block.from());
    }

    /** Enough time has gathered, or no more will. */
    private boolean isDue(Instant from, Instant limit, Duration length) {
        return !limit.isBefore(from.plus(length)) || limit.equals(stream.end());
    }

    private Planned whole(Instant from, Instant to, ToLongFunction<Slice> expected) {
        Instant end = min(to, from.plus(Slice.MAX_SPAN));
        Slice slice = new Slice(from, end);
        long records = expected.applyAsLong(slice);
        if (records > RevisitLength.MOST_RECORDS) {
            long seconds = Math.max(1, slice.span().getSeconds() * RevisitLength.MOST_RECORDS / records);
            slice = new Slice(from, from.plusSeconds(seconds));
        }
        return new Planned(slice, from);
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
