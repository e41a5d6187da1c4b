package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.kafka.WantedTopic.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which topics an ingestor needs, and how it would create them. */
final class TopicPlan {

    private static final String WEEK_MS = Long.toString(Duration.ofDays(7).toMillis());

    /**
     * Segments of what a session reads from the beginning: the newest is never compacted. The least that Kafka allows.
     */
    private static final int RESTORED_BYTES = 1 << 20;

    /** Segments of what is looked up by its offset. */
    private static final int LOOKED_UP_BYTES = 32 << 20;

    private final KafkaSettings settings;
    private final Map<String, TopicUse> uses = new TreeMap<>();

    TopicPlan(KafkaSettings settings, List<CdrStream> streams, Instant now) {
        this.settings = settings;
        for (CdrStream stream : streams) {
            EventTopic design = settings.events().of(stream.product().name());
            uses.merge(stream.topic(), TopicUse.of(design, stream, now), TopicUse::and);
        }
    }

    /** The event topics by name, and what streams want of them. */
    Map<String, TopicUse> uses() {
        return Collections.unmodifiableMap(uses);
    }

    List<WantedTopic> topics() {
        List<WantedTopic> wanted = new ArrayList<>();
        wanted.add(compacted(settings.checkpoints(), Role.CHECKPOINTS, RESTORED_BYTES));
        wanted.add(compacted(settings.seen(), Role.SEEN, LOOKED_UP_BYTES));
        uses.forEach((name, use) -> wanted.add(events(name, use)));
        wanted.add(deadLetter());
        wanted.add(completeness());
        wanted.add(requests());
        return wanted;
    }

    private WantedTopic requests() {
        return new WantedTopic(
                settings.replays(),
                Role.REPLAYS,
                settings.tasks(),
                settings.replication(),
                Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, WEEK_MS));
    }

    private WantedTopic compacted(String name, Role role, int segmentBytes) {
        return new WantedTopic(
                name,
                role,
                settings.tasks(),
                settings.replication(),
                Map.of(
                        CLEANUP_POLICY_CONFIG,
                        CLEANUP_POLICY_COMPACT,
                        SEGMENT_BYTES_CONFIG,
                        Integer.toString(segmentBytes),
                        MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"));
    }

    private WantedTopic events(String name, TopicUse use) {
        Map<String, String> config = kept(use.retention());
        @Nullable String compression = use.design().compression();
        if (compression != null) {
            config.put(COMPRESSION_TYPE_CONFIG, compression);
        }
        if (use.design().isStampedOnArrival()) {
            config.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicFacts.ON_ARRIVAL);
        }
        return new WantedTopic(name, Role.EVENTS, use.design().partitions(), settings.replication(), config);
    }

    private WantedTopic deadLetter() {
        Duration retention = settings.events().others().retention();
        return new WantedTopic(settings.deadLetter(), Role.DEAD_LETTER, 1, settings.replication(), kept(retention));
    }

    private WantedTopic completeness() {
        return new WantedTopic(
                settings.completeness(), Role.COMPLETENESS, 1, settings.replication(), kept(Duration.ofDays(400)));
    }

    private static Map<String, String> kept(Duration retention) {
        Map<String, String> config = new HashMap<>();
        config.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        config.put(RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        return config;
    }
}
