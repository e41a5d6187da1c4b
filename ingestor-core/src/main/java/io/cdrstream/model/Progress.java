package io.cdrstream.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is durable of a stream: the content of its checkpoints.
 *
 * @param watermark every slice before it has had its first pass committed (I3, I5)
 * @param sequence the last number given to a commit of this stream; never restarts
 * @param slices slices above the watermark, in order, never overlapping; gaps are still to be planned (I4)
 */
public record Progress(StreamId stream, Instant watermark, long sequence, List<SliceProgress> slices) {

    public Progress {
        slices = List.copyOf(slices);
    }

    /**
     * How far the first pass of a slice has come.
     *
     * @param next where it goes on; null with {@code isDone} = read to its end, null without = from the first page
     * @param chunks the seen-set's chunks that hold what this slice has already published
     */
    public record SliceProgress(Slice slice, @Nullable Cursor next, boolean isDone, int pages, List<ChunkRef> chunks) {

        public SliceProgress {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * Where a chunk of the seen-set is.
     *
     * @param sequence its key, with the stream
     * @param floor an offset of the seen topic at or before it
     * @param size fingerprints in it
     */
    public record ChunkRef(long sequence, long floor, int size) {}
}
