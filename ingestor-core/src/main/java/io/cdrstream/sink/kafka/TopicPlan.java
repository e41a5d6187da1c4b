package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.kafka.WantedTopic.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which topics an ingestor needs, and how it would create them.
 *
 * <p>Kafka's retention goes by timestamp, and an event's timestamp is its event time. So a topic that takes history
 * keeps it for the history's age longer than it keeps anything else.
 */
final class TopicPlan {

    private final KafkaSettings settings;
    private final Map<String, Duration> ages = new TreeMap<>();

    TopicPlan(KafkaSettings settings, List<CdrStream> streams, Instant now) {
        this.settings = settings;
        for (CdrStream stream : streams) {
            Instant start = stream.start();
            Duration age = start == null || start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
            ages.merge(stream.topic(), age, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** How far back the earliest start reaches of the streams that write to this topic. */
    Duration age(String topic) {
        return ages.getOrDefault(topic, Duration.ZERO);
    }

    List<WantedTopic> topics() {
        List<WantedTopic> wanted = new ArrayList<>();
        wanted.add(compacted(settings.checkpoints(), Role.CHECKPOINTS));
        wanted.add(compacted(settings.seen(), Role.SEEN));
        for (Map.Entry<String, Duration> topic : ages.entrySet()) {
            wanted.add(kept(topic.getKey(), Role.EVENTS, settings.retention().plus(topic.getValue())));
        }
        wanted.add(kept(settings.deadLetter(), Role.DEAD_LETTER, settings.retention()));
        return wanted;
    }

    private WantedTopic compacted(String name, Role role) {
        return new WantedTopic(
                name,
                role,
                settings.tasks(),
                settings.replication(),
                Map.of(
                        CLEANUP_POLICY_CONFIG,
                        CLEANUP_POLICY_COMPACT,
                        // small segments, soon cleaned: every session reads its partition from the beginning
                        SEGMENT_BYTES_CONFIG,
                        "33554432",
                        MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"));
    }

    private WantedTopic kept(String name, Role role, Duration retention) {
        return new WantedTopic(
                name,
                role,
                role == Role.EVENTS ? settings.eventPartitions() : 1,
                settings.replication(),
                Map.of(
                        CLEANUP_POLICY_CONFIG,
                        CLEANUP_POLICY_DELETE,
                        RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }
}
