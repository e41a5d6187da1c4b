package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is.
 *
 * @param config null if we may not see it
 * @param allowed what we may do with it; empty if the cluster does not say
 */
record TopicFacts(
        String name, int partitions, boolean isEmpty, @Nullable Map<String, String> config, Set<AclOperation> allowed) {

    /** A {@code message.timestamp.type}: the broker's clock replaces the producer's timestamp. */
    static final String ON_ARRIVAL = "LogAppendTime";

    /** A setting; {@code otherwise} if the cluster does not say. */
    String setting(String key, String otherwise) {
        return config == null ? otherwise : config.getOrDefault(key, otherwise);
    }

    long number(String key, long otherwise) {
        return Long.parseLong(setting(key, Long.toString(otherwise)));
    }

    /** As far as the cluster says. */
    boolean permits(AclOperation operation) {
        return allowed.isEmpty() || allowed.contains(operation);
    }

    boolean isStampedOnArrival() {
        return setting(MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime").equals(ON_ARRIVAL);
    }

    boolean isCompacted() {
        return setting(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE).contains(CLEANUP_POLICY_COMPACT);
    }

    /** How long it keeps what is not compacted away; null = for ever, or nobody says. */
    @Nullable
    Duration retention() {
        long millis = number(RETENTION_MS_CONFIG, -1);
        boolean isDeleted =
                setting(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE).contains(CLEANUP_POLICY_DELETE);
        return isDeleted && millis >= 0 ? Duration.ofMillis(millis) : null;
    }
}
