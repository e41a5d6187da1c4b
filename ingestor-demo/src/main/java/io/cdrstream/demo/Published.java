package io.cdrstream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer downstream sees, {@code read_committed} and from the beginning: every event of the topics whose names
 * match, whoever wrote it.
 *
 * <p>It remembers a count and a hash for each CDR, not the events, so it can follow for hours. Confined to one thread.
 */
final class Published implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Pattern topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final Map<String, Copies> cdrs = new HashMap<>();

    /**
     * The events of one CDR.
     *
     * @param hash of the first one's value
     */
    record Copies(int count, int hash) {}

    Published(String bootstrapServers, Pattern topics) {
        this.topics = topics;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Takes on topics that have been created meanwhile. */
    void refresh() {
        Set<TopicPartition> found = consumer.listTopics(LIMIT).entrySet().stream()
                .filter(topic -> topics.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .collect(Collectors.toSet());
        if (!found.equals(consumer.assignment())) {
            consumer.assign(found); // a partition that was assigned before keeps its position
        }
    }

    /** Reads on for a moment; returns the events that are the first of their topic. */
    List<ConsumerRecord<byte[], byte[]>> readOn() throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> firsts = new ArrayList<>();
        if (consumer.assignment().isEmpty()) {
            Thread.sleep(POLL.toMillis());
            return firsts;
        }
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
            if (counts.merge(event.topic(), 1L, Long::sum) == 1) {
                firsts.add(event);
            }
            Copies copy = new Copies(1, Arrays.hashCode(event.value()));
            cdrs.merge(identity(event), copy, (first, another) -> new Copies(first.count() + 1, first.hash()));
        }
        return firsts;
    }

    /** Reads everything that is committed now. */
    void readToEnd() throws InterruptedException {
        refresh();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), LIMIT);
        while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey(), LIMIT) < e.getValue())) {
            readOn();
        }
    }

    /** Events by topic. */
    SortedMap<String, Long> counts() {
        return counts;
    }

    long events() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Different CDRs. */
    long distinct() {
        return cdrs.size();
    }

    @Nullable
    Copies of(String identity) {
        return cdrs.get(identity);
    }

    /** A CDR's identity: {@code ce_source} and {@code ce_subject}. */
    static String identity(String account, String product, String id) {
        return "/vonage/accounts/" + account + "/products/" + product + " " + id;
    }

    private static String identity(ConsumerRecord<byte[], byte[]> event) {
        return header(event, "ce_source") + " " + header(event, "ce_subject");
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        Header header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
