package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction writes to the checkpoint and seen topics. Of each key only the last version is written, which is
 * sound because nobody can see a state inside a transaction.
 */
final class CheckpointBatch {

    private final Map<String, byte @Nullable []> checkpoints = new LinkedHashMap<>();
    private final Map<String, byte @Nullable []> chunks = new LinkedHashMap<>();

    void meta(MetaRecord meta) {
        checkpoints.put(CheckpointKey.META, CheckpointCodec.meta(meta));
    }

    void replays(long next) {
        checkpoints.put(CheckpointKey.REPLAYS, CheckpointCodec.replays(next));
    }

    void stream(StreamRecord stream) {
        checkpoints.put(CheckpointKey.stream(stream.stream()), CheckpointCodec.stream(stream));
    }

    void forgetStream(String stream) {
        checkpoints.put(CheckpointKey.stream(stream), null);
    }

    void slice(String stream, SliceProgress slice) {
        checkpoints.put(CheckpointKey.slice(stream, slice.slice().from()), CheckpointCodec.slice(slice));
    }

    void forgetSlice(String stream, Instant from) {
        checkpoints.put(CheckpointKey.slice(stream, from), null);
    }

    void bill(DayBill bill) {
        checkpoints.put(CheckpointKey.bill(bill), CheckpointCodec.bill(bill.records(), bill.pages()));
    }

    void forgetBill(DayBill bill) {
        checkpoints.put(CheckpointKey.bill(bill), null);
    }

    /** A chunk and its place in the index. */
    void chunk(String stream, Posting.Chunk chunk) {
        ChunkRef ref = chunk.ref();
        index(stream, ref);
        chunks.put(CheckpointKey.chunk(ref.owner(), ref.sequence()), ChunkCodec.encode(chunk.prints()));
    }

    /** A chunk that is there already. */
    void index(String stream, ChunkRef ref) {
        checkpoints.put(CheckpointKey.indexed(stream, ref.sequence()), CheckpointCodec.chunk(ref));
    }

    void forgetChunk(String stream, ChunkRef ref) {
        forgetIndexed(stream, ref);
        chunks.put(CheckpointKey.chunk(ref.owner(), ref.sequence()), null);
    }

    void forgetIndexed(String stream, ChunkRef ref) {
        checkpoints.put(CheckpointKey.indexed(stream, ref.sequence()), null);
    }

    void followUp(String stream, FollowUp batch) {
        checkpoints.put(
                CheckpointKey.followUp(stream, batch.number()),
                batch.ids().isEmpty() ? null : CheckpointCodec.followUp(batch));
    }

    void forgetFollowUp(String stream, FollowUp batch) {
        checkpoints.put(CheckpointKey.followUp(stream, batch.number()), null);
    }

    void tally(String stream, Tally tally) {
        checkpoints.put(CheckpointKey.tally(stream, tally), TallyCodec.tally(tally));
    }

    void forgetTally(String stream, Tally tally) {
        checkpoints.put(CheckpointKey.tally(stream, tally), null);
    }

    void delay(String of, Histogram histogram) {
        checkpoints.put(CheckpointKey.delay(of), DelayCodec.encode(histogram));
    }

    boolean isEmpty() {
        return checkpoints.isEmpty() && chunks.isEmpty();
    }

    void drainCheckpoints(BiConsumer<String, byte @Nullable []> to) {
        checkpoints.forEach(to);
        checkpoints.clear();
    }

    void drainChunks(BiConsumer<String, byte @Nullable []> to) {
        chunks.forEach(to);
        chunks.clear();
    }
}
