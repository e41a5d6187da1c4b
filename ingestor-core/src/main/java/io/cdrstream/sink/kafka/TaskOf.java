package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.StreamId;
import org.apache.kafka.common.utils.Utils;

/**
 * Which task owns a stream: for ever the same, since its checkpoints lie in that partition and nobody looks for them
 * elsewhere.
 *
 * <p>The hash is Kafka's murmur2 of the UTF-8 of {@link StreamId#source()} without its sign, modulo the number of tasks
 * (the arithmetic of Kafka's default partitioner). A golden test holds it in place.
 */
public final class TaskOf {

    private TaskOf() {}

    /** From 0 to {@code tasks} − 1. */
    public static int stream(StreamId stream, int tasks) {
        return Utils.toPositive(Utils.murmur2(stream.source().getBytes(UTF_8))) % tasks;
    }
}
