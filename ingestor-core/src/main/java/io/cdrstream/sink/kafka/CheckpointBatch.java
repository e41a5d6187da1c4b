package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
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
        checkpoints.put(CheckpointKey.bill(bill), CheckpointCodec.bill(bill.records()));
    }

    void forgetBill(DayBill bill) {
        checkpoints.put(CheckpointKey.bill(bill), null);
    }

    void chunk(String stream, long sequence, long[] fingerprints) {
        chunks.put(CheckpointKey.chunk(stream, sequence), ChunkCodec.encode(fingerprints));
    }

    void forgetChunk(String stream, long sequence) {
        chunks.put(CheckpointKey.chunk(stream, sequence), null);
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
