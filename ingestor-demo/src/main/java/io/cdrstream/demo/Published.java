package io.cdrstream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a consumer downstream sees, {@code read_committed} and from the beginning: every event of the topics whose names
 * match, whoever wrote it. Confined to one thread.
 */
final class Published implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Pattern topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Tally tally = new Tally();

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
            if (tally.add(event.topic(), identity(event), event.value())) {
                firsts.add(event);
            }
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

    /** What has been read so far. */
    Tally tally() {
        return tally;
    }

    private static String identity(ConsumerRecord<byte[], byte[]> event) {
        return Tally.identity(header(event, "ce_source"), header(event, "ce_subject"));
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
