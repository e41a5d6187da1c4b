package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Redo;
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
        if (!above.isEmpty() && above.firstKey().isBefore(limit)) { // of this pass: those before it lie above the limit
            return whole(from, above.firstKey(), expected);
        }
        if (!from.isBefore(limit)) {
            return null;
        }
        return share < 1 ? audit(from, limit, expected) : wide(from, limit, expected);
    }

    /** What a redo reads next, or null if all of it is taken: the first gap above its frontier, as wide as may be. */
    public static @Nullable Planned next(Redo redo, SortedMap<Instant, Slice> taken, ToLongFunction<Slice> expected) {
        Instant from = SlicePlanner.firstGap(redo.next(), taken.subMap(redo.next(), redo.to()));
        SortedMap<Instant, Slice> above = taken.tailMap(from);
        Instant to = above.isEmpty() ? redo.to() : min(redo.to(), above.firstKey());
        return from.isBefore(to) ? whole(from, to, expected) : null;
    }

    private @Nullable Planned wide(Instant from, Instant limit, ToLongFunction<Slice> expected) {
        Duration length = RevisitLength.slice(age, rate(from, limit, expected));
        return isDue(from, limit, length) ? whole(from, min(limit, from.plus(length)), expected) : null;
    }

    private @Nullable Planned audit(Instant from, Instant limit, ToLongFunction<Slice> expected) {
        double rate = rate(from, limit, expected);
        Duration length = RevisitLength.block(age, share, rate);
        if (!isDue(from, limit, length)) {
            return null;
        }
        Instant to = min(limit, from.plus(length));
        long seconds = Duration.between(from, to).getSeconds();
        double part = RevisitLength.sampled(share, expected.applyAsLong(new Slice(from, to)));
        if (part == 1) {
            return whole(from, to, expected);
        }
        long most =
                (long) Math.max(1, RevisitLength.MOST_RECORDS / (rate * part)); // so that what is read fits in memory
        Slice block = new Slice(from, from.plusSeconds(Math.min(seconds, most)));
        long records = expected.applyAsLong(block);
        return new Planned(end(block, RevisitLength.sampled(share, records) * records, expected), from);
    }

    /** So much of the end of a block that it holds that many records, however quiet the end may be. */
    private static Slice end(Slice block, double records, ToLongFunction<Slice> expected) {
        long least = 1;
        long most = block.span().getSeconds();
        while (least < most) {
            long half = (least + most) / 2;
            boolean isEnough = expected.applyAsLong(last(block, half)) >= records;
            most = isEnough ? half : most;
            least = isEnough ? least : half + 1;
        }
        return last(block, most);
    }

    private static Slice last(Slice block, long seconds) {
        return new Slice(block.to().minusSeconds(seconds), block.to());
    }

    /** Records a second in the time that is due, or in its first day. */
    private static double rate(Instant from, Instant limit, ToLongFunction<Slice> expected) {
        Slice due = new Slice(from, min(limit, from.plus(Slice.MAX_SPAN)));
        return expected.applyAsLong(due) / (double) due.span().getSeconds();
    }

    /** Enough time has gathered, or no more will. */
    private boolean isDue(Instant from, Instant limit, Duration length) {
        return !limit.isBefore(from.plus(length)) || limit.equals(stream.end());
    }

    private static Planned whole(Instant from, Instant to, ToLongFunction<Slice> expected) {
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
