package io.cdrstream.sink.kafka;

import static org.apache.kafka.clients.CommonClientConfigs.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The properties of every Kafka client: our defaults, over them the user's, over them what the guarantee fixes.
 *
 * <p>The times are chosen together. A client that cannot reach its broker gives up before its transaction does, so that
 * a timeout is ours and not a fence: writing a group of pages (8 s) + one call more (6 s) &lt; transaction (15 s). That
 * call is the commit, or a send that finds the buffer full; delivery (8 s) adds nothing, since it is the commit that
 * waits for it. And a stop is over in seconds: no call blocks longer than 6 s, and after the first failure nothing more
 * is called.
 *
 * <p>Writing takes milliseconds as a rule: a group takes no further page after 0.25 s, and begins with an empty buffer,
 * since the commit before has waited for all that was in it. Only a page larger than the buffer is written at the pace
 * of the broker; {@link WritingTime} bounds that.
 */
public final class ClientProperties {

    static final int TRANSACTION_TIMEOUT_MS = 15_000;
    static final int MAX_BLOCK_MS = 6_000;
    static final int DELIVERY_TIMEOUT_MS = 8_000;
    static final int REQUEST_TIMEOUT_MS = 4_000;
    private static final int MARGIN_MS = 1_000;

    /** Costs next to no time. */
    private static final String COMPRESSION = "lz4";

    private static final Map<String, Object> PRODUCER_DEFAULTS = Map.of(
            // a commit sends what lingers at once; until then batches may fill
            ProducerConfig.LINGER_MS_CONFIG,
            100,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            COMPRESSION,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            16L * 1024 * 1024,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            MAX_BLOCK_MS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            DELIVERY_TIMEOUT_MS,
            REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MS,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            TRANSACTION_TIMEOUT_MS,
            // small transactions back to back wait for the last one's markers: 7 ms instead of 113 ms
            RETRY_BACKOFF_MS_CONFIG,
            5);

    private static final Map<String, Object> PRODUCER_FIXED = Map.of(
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.RETRIES_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            5,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class.getName(),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class.getName());

    private static final Map<String, Object> CONSUMER_FIXED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName(),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName());

    private static final Map<String, Object> MEMBER_DEFAULTS = Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);

    /** A classic member that neither commits nor reads. */
    private static final Map<String, Object> MEMBER_FIXED = Map.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");

    private ClientProperties() {}

    /** What a configuration must not set, since the guarantee rests on it. */
    public static Set<String> fixedKeys() {
        Set<String> keys = new TreeSet<>(PRODUCER_FIXED.keySet());
        keys.addAll(CONSUMER_FIXED.keySet());
        keys.addAll(MEMBER_FIXED.keySet());
        keys.add(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        keys.add(ConsumerConfig.GROUP_ID_CONFIG);
        keys.add(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return keys;
    }

    /** The producer of a task. One transactional id per task is what fences a zombie. */
    static Map<String, Object> producer(KafkaSettings settings, int task) {
        Map<String, Object> all = new HashMap<>(PRODUCER_DEFAULTS);
        String id = transactionalId(settings, task);
        all.put(CLIENT_ID_CONFIG, id);
        all.putAll(known(settings, ProducerConfig.configNames()));
        long delivery = number(all, ProducerConfig.LINGER_MS_CONFIG) + number(all, REQUEST_TIMEOUT_MS_CONFIG);
        raise(all, settings, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        raise(all, settings, ProducerConfig.BUFFER_MEMORY_CONFIG, TopicLimits.producerLimit(settings));
        all.putAll(PRODUCER_FIXED);
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        return all;
    }

    /** Asks others for something; takes part in no transaction. */
    static Map<String, Object> requests(KafkaSettings settings) {
        Map<String, Object> all = producer(settings, 0);
        all.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        all.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        all.put(CLIENT_ID_CONFIG, settings.group() + "-requests");
        return all;
    }

    /** How long a transaction may be written: what one more call, such as the commit, leaves of its time. */
    static Duration writing(KafkaSettings settings) {
        int transaction = number(settings, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        int call = number(settings, ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        return Duration.ofMillis(Math.max(MARGIN_MS, transaction - call - MARGIN_MS));
    }

    /** Our value gives way where it must not be less than one that the user has set. */
    private static void raise(Map<String, Object> all, KafkaSettings settings, String key, long least) {
        if (!settings.properties().containsKey(key)) {
            all.put(key, String.valueOf(Math.min(Integer.MAX_VALUE, Math.max(number(all, key), least))));
        }
    }

    private static long number(Map<String, Object> all, String key) {
        return Long.parseLong(String.valueOf(all.get(key)).trim());
    }

    private static int number(KafkaSettings settings, String key, int otherwise) {
        String value = settings.properties().get(key);
        return value == null ? otherwise : Integer.parseInt(value.trim());
    }

    static String transactionalId(KafkaSettings settings, int task) {
        return settings.group() + "-" + task;
    }

    /**
     * A consumer that belongs to no group.
     *
     * @param purpose a part of its client id
     */
    static Map<String, Object> reader(KafkaSettings settings, String purpose) {
        Map<String, Object> all = new HashMap<>();
        all.put(CLIENT_ID_CONFIG, settings.group() + "-" + purpose);
        all.put(REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        all.put(DEFAULT_API_TIMEOUT_MS_CONFIG, MAX_BLOCK_MS);
        all.putAll(known(settings, ConsumerConfig.configNames()));
        raise(all, settings, DEFAULT_API_TIMEOUT_MS_CONFIG, number(all, REQUEST_TIMEOUT_MS_CONFIG));
        all.putAll(CONSUMER_FIXED);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return all;
    }

    /** The group's member. */
    static Map<String, Object> member(KafkaSettings settings) {
        Map<String, Object> all = new HashMap<>(MEMBER_DEFAULTS);
        all.put(CLIENT_ID_CONFIG, settings.group() + "-member");
        all.putAll(known(settings, ConsumerConfig.configNames()));
        all.putAll(CONSUMER_FIXED);
        all.putAll(MEMBER_FIXED);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        return all;
    }

    static Map<String, Object> admin(KafkaSettings settings) {
        Map<String, Object> all = new HashMap<>();
        all.put(CLIENT_ID_CONFIG, settings.group() + "-admin");
        all.put(REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        all.put(DEFAULT_API_TIMEOUT_MS_CONFIG, MAX_BLOCK_MS);
        all.putAll(known(settings, AdminClientConfig.configNames()));
        raise(all, settings, DEFAULT_API_TIMEOUT_MS_CONFIG, number(all, REQUEST_TIMEOUT_MS_CONFIG));
        return all;
    }

    /** How the producer compresses. */
    static String compression(KafkaSettings settings) {
        return settings.properties().getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
    }

    static String bootstrap(KafkaSettings settings) {
        return settings.properties().getOrDefault(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    }

    /** The user's properties without the fixed ones and without those of another kind of client, which would warn. */
    private static Map<String, Object> known(KafkaSettings settings, Set<String> names) {
        Set<String> foreign = new TreeSet<>(ProducerConfig.configNames());
        foreign.addAll(ConsumerConfig.configNames());
        foreign.addAll(AdminClientConfig.configNames());
        foreign.removeAll(names);
        foreign.addAll(fixedKeys());
        Map<String, Object> known = new HashMap<>(settings.properties());
        known.keySet().removeAll(foreign);
        return known;
    }
}
