package io.cdrstream.sink.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as we would create it.
 *
 * @param replication -1 = the broker's default
 * @param config only what the guarantee needs; all else is the broker's default
 */
record WantedTopic(String name, Role role, int partitions, short replication, Map<String, String> config) {

    enum Role {
        CHECKPOINTS,
        SEEN,
        EVENTS,
        DEAD_LETTER,
        /** What passes have found; kept for more than the API's 13 months. */
        COMPLETENESS,
        /** Requests to publish dead letters again, in the partition of the task that is asked. */
        REPLAYS
    }

    WantedTopic {
        config = Map.copyOf(config);
    }

    boolean isCompacted() {
        return role == Role.CHECKPOINTS || role == Role.SEEN;
    }

    NewTopic create() {
        Optional<Short> factor = replication > 0 ? Optional.of(replication) : Optional.empty();
        return new NewTopic(name, Optional.of(partitions), factor).configs(config);
    }
}
