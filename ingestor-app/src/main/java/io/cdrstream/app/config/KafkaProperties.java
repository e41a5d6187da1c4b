package io.cdrstream.app.config;

import io.cdrstream.app.config.ConfigNode.Text;
import io.cdrstream.app.config.Problems.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** What is known about the properties of Kafka's clients: which are ours, which are secret, which exist. */
final class KafkaProperties {

    /** Set by the ingestor itself; another value would break the promise, or the wire format. */
    private static final Set<String> FIXED = Set.of(
            "transactional.id",
            "enable.idempotence",
            "acks",
            "max.in.flight.requests.per.connection",
            "transaction.two.phase.commit.enable",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "partition.assignment.strategy",
            "isolation.level",
            "enable.auto.commit",
            "auto.offset.reset",
            "allow.auto.create.topics");

    private static final String SERVERS = "bootstrap.servers";

    /** A name, an IPv4 address, or an IPv6 address in brackets; Kafka overlooks a protocol before it. */
    private static final Pattern SERVER =
            Pattern.compile("([A-Za-z_]+://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):(?<port>\\d{1,5})");

    /** What topics have to take as well: the largest piece of progress, and room. */
    private static final int LEAST_REQUEST_BYTES = 64 * 1024;

    /** Kafka's default. */
    private static final int USUAL_REQUEST_BYTES = 1024 * 1024;

    /** What brokers allow if nobody has told them otherwise. */
    private static final int USUAL_TRANSACTION_MS = 900_000;

    /** Written by {@code topics.compression} alone. */
    static final String COMPRESSION = ProducerConfig.COMPRESSION_TYPE_CONFIG;

    private static final Map<String, ConfigDef.ConfigKey> KNOWN = known();

    private KafkaProperties() {}

    private static Map<String, ConfigDef.ConfigKey> known() {
        Map<String, ConfigDef.ConfigKey> known = new HashMap<>();
        known.putAll(AdminClientConfig.configDef().configKeys());
        known.putAll(ConsumerConfig.configDef().configKeys());
        known.putAll(ProducerConfig.configDef().configKeys());
        return known;
    }

    /** Whether a value may be shown. What Kafka does not know may be a plug-in's password. */
    static boolean isSecret(String name) {
        ConfigDef.@Nullable ConfigKey key = KNOWN.get(name);
        return key == null || key.type() == ConfigDef.Type.PASSWORD;
    }

    static Map<String, String> read(Values root, Problems problems) {
        Values section = root.section("kafka");
        Map<String, String> properties = root.texts("kafka");
        for (String name : properties.keySet()) {
            check(name, section.placeOf(name), problems);
        }
        Map<String, String> refusals = refusals(properties);
        refusals.forEach((name, why) ->
                problems.error(section.placeOf(name), "has a value that Kafka's clients refuse: " + why, null));
        Map<String, String> accepted = new HashMap<>(properties);
        accepted.keySet().removeAll(refusals.keySet());
        checkBounds(accepted, section, problems);
        checkServers(section, problems);
        return properties;
    }

    /** By property, and without its value, since it may be a secret in the wrong place. */
    private static Map<String, String> refusals(Map<String, String> properties) {
        return Stream.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef())
                .flatMap(clients -> clients.validate(properties).stream())
                .filter(value -> !properties.getOrDefault(value.name(), "").isBlank())
                .filter(value -> !FIXED.contains(value.name()) && !value.name().equals(SERVERS))
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(
                        ConfigValue::name,
                        value -> why(value, properties.getOrDefault(value.name(), "")),
                        (one, same) -> one,
                        TreeMap::new));
    }

    /** Kafka's messages repeat value and name, and then say what is wrong; some of them the value once more. */
    private static String why(ConfigValue refused, String value) {
        String message = refused.errorMessages().get(0);
        String head = "configuration " + refused.name() + ": ";
        int at = message.lastIndexOf(head);
        String tail = at < 0 ? "" : message.substring(at + head.length());
        boolean isRepeated = Pattern.compile("(?<!\\w)" + Pattern.quote(value.strip()) + "(?!\\w)")
                .matcher(tail)
                .find();
        return tail.isEmpty() || isRepeated ? "not what is expected" : tail;
    }

    /** What clients accept, and {@code run} cannot work with. */
    private static void checkBounds(Map<String, String> properties, Values section, Problems problems) {
        String size = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        if (number(properties, size, LEAST_REQUEST_BYTES) < LEAST_REQUEST_BYTES) {
            problems.error(
                    section.placeOf(size),
                    "is less than " + LEAST_REQUEST_BYTES + ": progress might not fit into a message",
                    "leave it out, or write more than the largest record takes");
        }
        String buffer = ProducerConfig.BUFFER_MEMORY_CONFIG;
        long largest = number(properties, size, USUAL_REQUEST_BYTES);
        if (number(properties, buffer, largest) < largest) {
            problems.error(
                    section.placeOf(buffer),
                    "is less than max.request.size, " + largest + ": the largest message would not fit",
                    "leave it out");
        }
        String timeout = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        if (number(properties, timeout, 0) > USUAL_TRANSACTION_MS) {
            problems.warning(
                    section.placeOf(timeout),
                    "is more than " + USUAL_TRANSACTION_MS + ", which brokers refuse unless their"
                            + " transaction.max.timeout.ms allows it: then nothing can be read",
                    "15000 is what the other times are chosen for");
        }
    }

    private static long number(Map<String, String> properties, String name, long otherwise) {
        String value = properties.getOrDefault(name, "");
        return value.isBlank() ? otherwise : Long.parseLong(value.strip());
    }

    private static void checkServers(Values section, Problems problems) {
        Place place = section.placeOf(SERVERS);
        @Nullable ConfigNode node = section.node().fields().get(SERVERS);
        if (node == null) {
            problems.error(
                    place, "is required", "where is Kafka? For instance kafka: {bootstrap.servers: localhost:9092}");
        } else if (node instanceof Text text
                && !text.isMissing()
                && !text.value().isBlank()
                && !areServers(text.value())) {
            problems.error(
                    place,
                    "\"" + text.written() + "\" is not host:port, or several with commas between them",
                    "such as kafka1:9092,kafka2:9092");
        }
    }

    private static boolean areServers(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).allMatch(server -> {
            Matcher matcher = SERVER.matcher(server);
            return matcher.matches() && Integer.parseInt(matcher.group("port")) <= 65_535;
        });
    }

    /** Brokers nested as YAML likes it, {@code bootstrap: {servers: …}}, are reported by the shape. */
    private static void check(String name, Place place, Problems problems) {
        if (FIXED.contains(name)) {
            problems.error(place, "is fixed by the guarantee of exactly once", "leave it out");
        } else if (name.equals(COMPRESSION)) {
            problems.error(place, "has a key of its own", "write topics.compression");
        } else if (!KNOWN.containsKey(name)) {
            Optional<String> nearest = Nearest.to(name, new HashSet<>(KNOWN.keySet()));
            problems.warning(
                    place,
                    "Kafka's clients do not know this property; it is passed on",
                    nearest.map(n -> "did you mean " + n + "?").orElse(null));
        }
    }
}
