package io.cdrstream.app.config;

import static io.cdrstream.app.config.CdrTypes.codec;
import static io.cdrstream.app.config.CdrTypes.field;
import static io.cdrstream.app.config.CdrTypes.format;
import static io.cdrstream.app.config.CdrTypes.name;
import static io.cdrstream.app.config.CdrTypes.timestamp;
import static io.cdrstream.app.config.CdrTypes.topic;
import static io.cdrstream.app.config.ValueTypes.duration;
import static io.cdrstream.app.config.ValueTypes.integer;
import static io.cdrstream.app.config.ValueTypes.text;
import static io.cdrstream.app.config.ValueTypes.yesNo;

import java.time.Duration;

/** The part of the catalogue that says where events go, and how Kafka is reached. */
final class KafkaKeys {

    private static final KeyList KEYS = new KeyList();

    static final ConfigKey<String> GROUP = KEYS.key(
            "group",
            name(),
            "cdrstream",
            "Consumer group that shares out the work, and prefix of the transactional ids. Instances with the same group work together.");

    static final ConfigKey<String> KAFKA = KEYS.example(
            "kafka.*",
            text(),
            null,
            "bootstrap.servers: localhost:9092",
            "Any property of Kafka's clients, such as `bootstrap.servers` (required), `security.protocol` or `sasl.jaas.config`; refused are the ones that the guarantee fixes.");

    static final ConfigKey<String> EVENTS = KEYS.key(
            "topics.events",
            topic(),
            "cdr.{product}",
            "Where events go; `{product}` is the product in lower case, `{account}` the account.");
    static final ConfigKey<String> CHECKPOINTS =
            KEYS.key("topics.checkpoints", name(), "cdrstream.checkpoints", "Progress of every stream.");
    static final ConfigKey<String> SEEN =
            KEYS.key("topics.seen", name(), "cdrstream.seen", "Fingerprints of what is published already.");
    static final ConfigKey<String> DEAD_LETTER = KEYS.key(
            "topics.dead-letter",
            name(),
            "cdrstream.dead-letter",
            "Records that could not become events. Replays are asked for through a topic beside it, `<name>.replays`.");
    static final ConfigKey<String> COMPLETENESS = KEYS.key(
            "topics.completeness",
            name(),
            "cdrstream.completeness",
            "What every pass has found, hour by hour. `cdrstream completeness` reads it.");
    static final ConfigKey<Integer> TASKS = KEYS.key(
            "topics.tasks",
            integer(1, 512),
            "4",
            "Partitions of the checkpoint topic when it is created, and so the most instances that can share the work. Fixed from then on.");
    static final ConfigKey<Integer> PARTITIONS =
            KEYS.key("topics.partitions", integer(1, 2048), "6", "Partitions of an event topic when it is created.");
    static final ConfigKey<Integer> REPLICATION = KEYS.key(
            "topics.replication",
            integer(-1, 15),
            "-1",
            "Replication factor of topics when they are created; -1 = the broker's default.");
    static final ConfigKey<Duration> RETENTION = KEYS.key(
            "topics.retention",
            duration("1h", "36500d"),
            "30d",
            "How long a topic keeps events after their timestamp, when it is created; longer by as much as a `start` lies back.");
    static final ConfigKey<String> COMPRESSION = KEYS.key(
            "topics.compression",
            codec(),
            "lz4",
            "How everything is compressed on its way to Kafka, and kept there. Levels are Kafka's: `kafka.compression.zstd.level`.");
    static final ConfigKey<String> TIMESTAMP = KEYS.key(
            "topics.timestamp",
            timestamp(),
            "event",
            "The timestamp of an event in Kafka, from which its retention counts, when the topic is created: `event` = when it happened, `ingest` = when the broker took it.");
    static final ConfigKey<Boolean> CREATE =
            KEYS.key("topics.create", yesNo(), "true", "Whether to create topics that do not exist.");

    static final ConfigKey<String> PRODUCT_EVENTS =
            KEYS.key("topics.products.*.events", topic(), null, "Like `topics.events`, for this product.");
    static final ConfigKey<String> PRODUCT_KEY =
            KEYS.key("topics.products.*.key", field(), null, "Like `key`, for this product.");
    static final ConfigKey<String> PRODUCT_FORMAT =
            KEYS.key("topics.products.*.format", format(), null, "Like `format`, for this product.");
    static final ConfigKey<Integer> PRODUCT_PARTITIONS = KEYS.key(
            "topics.products.*.partitions", integer(1, 2048), null, "Like `topics.partitions`, for this product.");
    static final ConfigKey<Duration> PRODUCT_RETENTION = KEYS.key(
            "topics.products.*.retention",
            duration("1h", "36500d"),
            null,
            "Like `topics.retention`, for this product.");
    static final ConfigKey<String> PRODUCT_COMPRESSION = KEYS.key(
            "topics.products.*.compression",
            codec(),
            null,
            "What the topic of this product is stored as, when it is created. Where it is not `topics.compression`, the broker compresses everything a second time, at the cost of its CPU.");
    static final ConfigKey<String> PRODUCT_TIMESTAMP =
            KEYS.key("topics.products.*.timestamp", timestamp(), null, "Like `topics.timestamp`, for this product.");

    private KafkaKeys() {}

    static KeyList all() {
        return KEYS;
    }
}
