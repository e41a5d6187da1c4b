package io.cdrstream.sink.kafka;

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

    /** A setting; {@code otherwise} if the cluster does not say. */
    String setting(String key, String otherwise) {
        return config == null ? otherwise : config.getOrDefault(key, otherwise);
    }

    long number(String key, long otherwise) {
        return Long.parseLong(setting(key, Long.toString(otherwise)));
    }
}
