package io.cdrstream.app.config;

import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.schemas.EventSchemas;
import io.cdrstream.sink.kafka.EventTopic;
import io.cdrstream.sink.kafka.EventTopics;
import io.cdrstream.sink.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code group}, {@code kafka} and {@code topics}. */
final class TopicsReader {

    private final Problems problems;
    private final Values root;
    private final Values topics;
    private final KeyField keys;

    TopicsReader(Problems problems, Values root) {
        this.problems = problems;
        this.root = root;
        this.topics = root.section("topics");
        this.keys = new KeyField(problems);
    }

    KafkaSettings read(Privacy privacy) {
        Map<String, String> properties = new HashMap<>(KafkaProperties.read(root, problems));
        properties.put(KafkaProperties.COMPRESSION, topics.require(KafkaKeys.COMPRESSION));
        checkNames();
        return new KafkaSettings(
                root.require(KafkaKeys.GROUP),
                properties,
                topics.require(KafkaKeys.CHECKPOINTS),
                topics.require(KafkaKeys.SEEN),
                topics.require(KafkaKeys.DEAD_LETTER),
                topics.require(KafkaKeys.COMPLETENESS),
                topics.require(KafkaKeys.TASKS),
                topics.require(KafkaKeys.REPLICATION).shortValue(),
                events(),
                topics.require(KafkaKeys.CREATE),
                privacy,
                false);
    }

    private EventTopics events() {
        EventTopic others = new EventTopic(
                topics.require(KafkaKeys.PARTITIONS),
                topics.require(KafkaKeys.RETENTION),
                null,
                isIngestTime(topics.require(KafkaKeys.TIMESTAMP)));
        Map<String, EventTopic> products = new LinkedHashMap<>();
        topics.named("products").forEach((product, entry) -> products.put(product, ofProduct(entry, others)));
        return new EventTopics(others, products);
    }

    private static EventTopic ofProduct(Values entry, EventTopic others) {
        @Nullable String compression = entry.written(KafkaKeys.PRODUCT_COMPRESSION);
        @Nullable String timestamp = entry.written(KafkaKeys.PRODUCT_TIMESTAMP);
        return new EventTopic(
                entry.or(KafkaKeys.PRODUCT_PARTITIONS, others.partitions()),
                entry.or(KafkaKeys.PRODUCT_RETENTION, others.retention()),
                "none".equals(compression) ? "uncompressed" : compression, // a topic's word for it
                timestamp == null ? others.isStampedOnArrival() : isIngestTime(timestamp));
    }

    private static boolean isIngestTime(String timestamp) {
        return timestamp.equals("ingest");
    }

    /** How the events of each product look and where they go. */
    Publishing.ByProduct publishing() {
        keys.check(root, ConfigKeys.KEY, EventSchemas.PRODUCTS);
        Publishing others = Publishing.of(topics.require(KafkaKeys.EVENTS), root);
        Map<String, Publishing> products = new LinkedHashMap<>();
        topics.named("products").forEach((product, entry) -> {
            KnownProducts.check(problems, entry.place(), product);
            checkPlaceholders(entry, KafkaKeys.PRODUCT_EVENTS);
            keys.check(entry, KafkaKeys.PRODUCT_KEY, List.of(product));
            products.put(product, others.ofProduct(entry));
        });
        return new Publishing.ByProduct(others, products);
    }

    private void checkNames() {
        Set<String> names = new LinkedHashSet<>(Set.of(KafkaSettings.replaysOf(topics.require(KafkaKeys.DEAD_LETTER))));
        for (ConfigKey<String> key : List.of(KafkaKeys.CHECKPOINTS, KafkaKeys.SEEN, KafkaKeys.DEAD_LETTER)) {
            if (!names.add(topics.require(key))) {
                problems.error(topics.placeOf(key), "is the name of another topic as well", "give each its own");
            }
        }
        checkPlaceholders(topics, KafkaKeys.EVENTS);
        if (!topics.require(KafkaKeys.EVENTS).contains("{product}")) {
            problems.warning(
                    topics.placeOf(KafkaKeys.EVENTS),
                    "has no {product}: records of all products share a topic, each with fields of its own",
                    "write cdr.{product}");
        }
    }

    private void checkPlaceholders(Values at, ConfigKey<String> key) {
        @Nullable String template = at.written(key);
        String rest = template == null ? "" : template.replace("{product}", "").replace("{account}", "");
        if (rest.contains("{") || rest.contains("}")) {
            problems.error(
                    at.placeOf(key), "has a placeholder that does not exist", "there are {product} and {account}");
        }
    }
}
