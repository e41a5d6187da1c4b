package io.cdrstream.sink;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Page;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.Unpublished.TooLarge;
import java.time.Instant;
import java.util.List;

/**
 * Everything that one page changes, to be written in one transaction (I1).
 *
 * @param sequence number of this commit in its stream
 * @param published records to publish
 * @param unchanged how many records the seen-set dropped
 * @param dead bad records that are not in the dead letter yet
 * @param tooLarge good ones that are not there yet either, and whose events their topic would not take
 * @param seen what happens to the seen-set
 * @param slices what happens to the slices' progress
 * @param followUps batches that have changed; those without ids are to be deleted
 * @param tallies tallies that have changed
 * @param closed tallies to be deleted, since their hour is closed
 * @param entries what is now complete
 * @param reached how far the stream has come, after this; with a redo that this has ended
 */
public record Posting(
        Page page,
        long sequence,
        List<Publication> published,
        int unchanged,
        List<BadRecord> dead,
        List<TooLarge> tooLarge,
        Seen seen,
        Slices slices,
        List<FollowUp> followUps,
        List<Tally> tallies,
        List<Tally> closed,
        List<CompletenessEntry> entries,
        Reached reached) {

    /**
     * @param written chunks to append
     * @param dropped chunks that nobody needs any more
     */
    public record Seen(List<Chunk> written, List<ChunkRef> dropped) {}

    /** A chunk and where it will be. */
    public record Chunk(ChunkRef ref, Fingerprint[] prints) {

        /** Without its content. */
        @Override
        public String toString() {
            return ref.toString();
        }
    }

    /**
     * @param written slices whose progress is to be stored
     * @param forgotten slices below their frontier, whose progress is to be deleted: where they began
     */
    public record Slices(List<SliceProgress> written, List<Instant> forgotten) {}

    /** Everything before it has had its first pass. */
    public Instant watermark() {
        return reached.frontiers().get(0);
    }
}
