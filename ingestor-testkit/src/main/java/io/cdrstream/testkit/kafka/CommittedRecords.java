package io.cdrstream.testkit.kafka;

import io.cdrstream.testkit.process.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything that committed transactions have written to the topics whose names match, and nothing else: what a
 * consumer downstream would see.
 *
 * <p>It reads each partition from its beginning to its last stable offset at the moment of asking, so nothing behind an
 * open transaction is waited for. Asked again it reads on, topics created meanwhile included. Belongs to one thread;
 * holds all records in memory.
 */
public final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Pattern topics;
    private final Consumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    /** @param topics matched against whole names */
    public CommittedRecords(String bootstrapServers, Pattern topics) {
        this(topics, consumer(bootstrapServers, "read_committed"));
    }

    private CommittedRecords(Pattern topics, Consumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", isolation,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Reads once all that is written so far, and waits until its transactions are decided: a producer may hear that it
     * has committed before the partitions do.
     */
    public static List<ConsumerRecord<byte[], byte[]>> readDecided(
            String bootstrapServers, Pattern topics, Duration limit) {
        Map<TopicPartition, Long> written;
        try (CommittedRecords all = new CommittedRecords(topics, consumer(bootstrapServers, "read_uncommitted"))) {
            written = all.consumer.endOffsets(all.partitions(limit), limit);
        }
        try (CommittedRecords committed = new CommittedRecords(bootstrapServers, topics)) {
            return List.copyOf(committed.await(
                    read -> written.entrySet().stream()
                            .allMatch(end -> committed.consumer.position(end.getKey(), limit) >= end.getValue()),
                    limit));
        }
    }

    /** Reads once, for tests that ask only once. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, Pattern topics, Duration limit) {
        try (CommittedRecords committed = new CommittedRecords(bootstrapServers, topics)) {
            return List.copyOf(committed.upToNow(limit));
        }
    }

    /**
     * All records committed so far, those of earlier calls first; in order within a partition.
     *
     * @throws TimeoutException if the end is not reached within the limit
     */
    public List<ConsumerRecord<byte[], byte[]>> upToNow(Duration limit) {
        return await(anything -> true, limit);
    }

    /**
     * Reads on until what was read is as wanted, and returns all of it.
     *
     * @throws TimeoutException if it is not as wanted within the limit
     */
    public List<ConsumerRecord<byte[], byte[]>> await(
            Predicate<? super List<ConsumerRecord<byte[], byte[]>>> wanted, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        do {
            readOn(deadline);
        } while (!wanted.test(Collections.unmodifiableList(records)));
        return Collections.unmodifiableList(records);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void readOn(Deadline deadline) {
        // A partition that was assigned before keeps its position.
        consumer.assign(partitions(deadline.left()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), deadline.left());
        do {
            if (deadline.left().isZero()) {
                throw new TimeoutException(
                        records.size() + " records of " + topics + " were read when the time was over");
            }
            if (!ends.isEmpty()) {
                consumer.poll(POLL).forEach(records::add);
            }
        } while (!ends.entrySet().stream().allMatch(end -> isReached(end, deadline)));
    }

    private Set<TopicPartition> partitions(Duration limit) {
        return consumer.listTopics(limit).entrySet().stream()
                .filter(topic -> topics.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(CommittedRecords::partition)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private boolean isReached(Map.Entry<TopicPartition, Long> end, Deadline deadline) {
        return consumer.position(end.getKey(), deadline.left()) >= end.getValue();
    }
}
