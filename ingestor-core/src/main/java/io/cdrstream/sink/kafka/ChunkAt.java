package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.ChunkRef;

/** A chunk of the seen-set and whose it is. */
record ChunkAt(String stream, ChunkRef ref) {

    String key() {
        return CheckpointKey.chunk(stream, ref.sequence());
    }
}
