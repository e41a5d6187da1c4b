package io.cdrstream.sink.kafka;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What a session is about.
 *
 * @param now the API's time: where a stream without checkpoint and without start begins
 * @param clock ours, only to keep timestamps within what brokers accept
 */
record TaskScope(
        KafkaSettings settings,
        int task,
        List<CdrStream> streams,
        Framings framings,
        Instant now,
        InstantSource clock) {

    TopicPartition checkpoints() {
        return new TopicPartition(settings.checkpoints(), task);
    }

    /** Where others ask this task to publish dead letters again. */
    TopicPartition replays() {
        return new TopicPartition(settings.replays(), task);
    }

    TopicPartition seen() {
        return new TopicPartition(settings.seen(), task);
    }
}
