package io.cdrstream.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is durable of a stream: the content of its checkpoints.
 *
 * <pre>
 *   begin ──── sealed ──── frontier 2 ──── frontier 1 ──── watermark ──▶
 *    nothing more is read │  second revisit │ first revisit │ first pass
 * </pre>
 *
 * @param reached how far it has come
 * @param slices slices above the frontiers of their passes, in order, never overlapping; gaps are still to be planned
 *     (I4)
 * @param chunks the index of the seen-set, by sequence
 * @param followUps records that are not final
 * @param tallies what passes have found in hours they have not finished
 */
public record Progress(
        StreamId stream,
        Reached reached,
        List<SliceProgress> slices,
        List<ChunkRef> chunks,
        List<FollowUp> followUps,
        List<Tally> tallies) {

    public Progress {
        slices = List.copyOf(slices);
        chunks = List.copyOf(chunks);
        followUps = List.copyOf(followUps);
        tallies = List.copyOf(tallies);
    }

    /** Of a stream that has read nothing yet. */
    public static Progress begin(StreamId stream, Instant begin, int passes) {
        return new Progress(stream, Reached.begin(begin, passes), List.of(), List.of(), List.of(), List.of());
    }

    public Instant begin() {
        return reached.begin();
    }

    public List<Instant> frontiers() {
        return reached.frontiers();
    }

    public Instant sealed() {
        return reached.sealed();
    }

    public long sequence() {
        return reached.sequence();
    }

    /** Every slice before it has had its first pass committed. */
    public Instant watermark() {
        return reached.frontiers().get(0);
    }

    /** Whether the first pass has neither read this slice nor begun to. Slices that were read may have been joined. */
    public boolean knowsNothingOf(Slice slice) {
        return slice.to().isAfter(watermark())
                && slices.stream()
                        .filter(known -> known.pass() == 0)
                        .noneMatch(known -> known.isDone()
                                ? known.slice().contains(slice)
                                : known.slice().equals(slice));
    }

    /**
     * The same stream; if its end is set behind what has been read or begun, the next full hour is its end: every hour
     * of it is read whole, and has its entries.
     */
    public CdrStream bounded(CdrStream stream) {
        @Nullable Instant end = stream.end();
        if (end == null) {
            return stream;
        }
        Instant begun = slices.stream()
                .filter(slice -> slice.pass() == 0)
                .map(slice -> slice.slice().to())
                .reduce(watermark(), (a, b) -> a.isAfter(b) ? a : b);
        if (!begun.isAfter(end) || begun.equals(begin())) {
            return stream;
        }
        Instant hour = begun.truncatedTo(ChronoUnit.HOURS);
        return stream.until(hour.equals(begun) ? hour : hour.plus(Tally.HOUR));
    }

    /**
     * The edges between what a stream has read, or knows, and what it has not.
     *
     * @param begin where the stream began; nothing before it was ever asked for
     * @param frontiers of every pass: before it everything has been read by this pass (I3, I5); each at or before the
     *     one of the pass before
     * @param sealed before it no more is planned
     * @param known since when the seen-set knows everything that was published; never goes back
     * @param sequence the last number given to a commit of this stream; never restarts
     * @param redo what is read once more; null if nothing is
     */
    public record Reached(
            Instant begin, List<Instant> frontiers, Instant sealed, Instant known, long sequence, @Nullable Redo redo) {

        public Reached {
            frontiers = List.copyOf(frontiers);
        }

        /** Of a stream that has read nothing yet. */
        public static Reached begin(Instant begin, int passes) {
            return new Reached(begin, Collections.nCopies(passes, begin), begin, begin, 0, null);
        }

        /** What is read once more and is not over; null if nothing is. */
        public @Nullable Redo unread() {
            return redo == null || redo.isOver() ? null : redo;
        }

        /** Before it all passes have read everything. */
        public Instant last() {
            return frontiers.get(frontiers.size() - 1);
        }
    }

    /**
     * How far a pass of a slice has come.
     *
     * @param block where the time begins that counts as read once the slice is; before the slice in an audit
     * @param asked the API's time when it answered with the first page
     * @param next where it goes on; null with {@code isDone} = read to its end, null without = from the first page
     * @param isWhole whether all of its time is read, and not a part that stands for it
     * @param isDirty whether an audit has found anything, so that the rest of its block must be read too
     */
    public record SliceProgress(
            Slice slice,
            int pass,
            Instant block,
            Instant asked,
            @Nullable Cursor next,
            boolean isDone,
            int pages,
            boolean isWhole,
            boolean isDirty) {

        /** The time that counts as read by its pass once the slice is. */
        public Slice covered() {
            return isDirty ? slice : new Slice(block, slice.to());
        }

        /**
         * Under another query, where its cursor does not hold: what is under way begins anew, what is done stays done.
         */
        public SliceProgress underAnotherQuery() {
            return isDone ? this : new SliceProgress(slice, pass, block, asked, null, false, 0, isWhole, isDirty);
        }
    }

    /**
     * Where a chunk of the seen-set is, and of what time.
     *
     * @param owner the stream's text under which it was written
     * @param sequence its key, with the owner
     * @param floor an offset of the seen topic at or before it
     * @param size fingerprints in it
     * @param range what its records were found in
     */
    public record ChunkRef(String owner, long sequence, long floor, int size, Slice range) {}

    /**
     * Records that were in an open state when they were seen last, and are asked for by id.
     *
     * @param number unique in its stream
     * @param level how often they have been asked for; the age at which they are next is the plan's
     * @param range what they were found in
     * @param ids none = there is nothing left to ask
     */
    public record FollowUp(long number, int level, Slice range, List<String> ids) {

        public FollowUp {
            ids = List.copyOf(ids);
        }

        /** When they are asked for again. */
        public Instant due(PassPlan plan) {
            return range.to().plus(plan.followUps().get(level));
        }
    }
}
