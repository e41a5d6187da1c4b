package io.cdrstream.testkit.kafka;

import java.util.UUID;

/**
 * A running Kafka broker that a test may use and may not stop: other tests share it.
 *
 * <p>Tests stay out of each other's way by prefixing their topics, groups and transactional ids.
 */
public interface KafkaBroker {

    /** {@code host:port}, as clients take it. */
    String bootstrapServers();

    /** A prefix that no other test has, legal in names of topics, groups and transactional ids. */
    default String newTopicPrefix() {
        return "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    }
}
