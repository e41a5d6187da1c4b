package io.cdrstream.app.config;

import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.sink.kafka.KafkaSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code group}, {@code kafka} and {@code topics}. */
final class TopicsReader {

    private final Problems problems;
    private final Values root;
    private final Values topics;

    TopicsReader(Problems problems, Values root) {
        this.problems = problems;
        this.root = root;
        this.topics = root.section("topics");
    }

    KafkaSettings read(Privacy privacy) {
        Map<String, String> properties = KafkaProperties.read(root, problems);
        checkNames();
        return new KafkaSettings(
                root.require(ConfigKeys.GROUP),
                properties,
                topics.require(ConfigKeys.CHECKPOINTS),
                topics.require(ConfigKeys.SEEN),
                topics.require(ConfigKeys.DEAD_LETTER),
                topics.require(ConfigKeys.TASKS),
                topics.require(ConfigKeys.PARTITIONS),
                topics.require(ConfigKeys.REPLICATION).shortValue(),
                topics.require(ConfigKeys.RETENTION),
                topics.require(ConfigKeys.CREATE),
                privacy,
                false);
    }

    String eventTopic() {
        return topics.require(ConfigKeys.EVENTS);
    }

    private void checkNames() {
        Set<String> names = new LinkedHashSet<>();
        for (ConfigKey<String> key : List.of(ConfigKeys.CHECKPOINTS, ConfigKeys.SEEN, ConfigKeys.DEAD_LETTER)) {
            if (!names.add(topics.require(key))) {
                problems.error(topics.placeOf(key), "is the name of another topic as well", "give each its own");
            }
        }
        String rest = eventTopic().replace("{product}", "").replace("{account}", "");
        if (rest.contains("{") || rest.contains("}")) {
            problems.error(
                    topics.placeOf(ConfigKeys.EVENTS),
                    "has a placeholder that does not exist",
                    "there are {product} and {account}");
        } else if (!eventTopic().contains("{product}")) {
            problems.warning(
                    topics.placeOf(ConfigKeys.EVENTS),
                    "has no {product}: records of all products share a topic, each with fields of its own",
                    "write cdr.{product}");
        }
    }
}
