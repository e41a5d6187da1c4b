package io.cdrstream.sink.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed messages up to an end that is known beforehand, which is a high watermark as a rule. The end that a
 * {@code read_committed} consumer sees would not do: that is the last stable offset, which an undecided transaction
 * holds back.
 *
 * <p>Blocks; belongs to one thread.
 */
final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** For how long a fetch beyond the end may wait, and hold up the next read; by default it is half a second. */
    private static final int READ_AHEAD_MS = 20;

    /** Longer than a transaction may last. */
    private static final Duration STALL = Duration.ofMillis(ClientProperties.TRANSACTION_TIMEOUT_MS + 5_000L);

    private final Consumer<byte[], byte[]> consumer;

    /** @param properties of a consumer that commits nothing and belongs to no group */
    PartitionReader(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READ_AHEAD_MS);
        this.consumer = new KafkaConsumer<>(all);
    }

    static Map<TopicPartition, Long> highWatermarks(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        // I2: the stable end may lie before what an earlier session has committed
        ListOffsetsResult asked = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            found.put(partition, asked.partitionResult(partition).get().offset());
        }
        return found;
    }

    /**
     * Reads on until the end, or until the visitor has enough and says false.
     *
     * @throws UndecidedException if nothing can be read for longer than a transaction may last
     */
    void read(TopicPartition partition, long from, long end, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        assign(partition);
        consumer.seek(partition, from);
        try {
            readOn(partition, from, end, visitor);
        } finally {
            consumer.unsubscribe(); // lets go of what was fetched beyond
        }
    }

    private void readOn(
            TopicPartition partition, long from, long end, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        long position = from;
        long patience = System.nanoTime() + STALL.toNanos();
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                if (!visitor.test(entry)) {
                    return;
                }
            }
            long reached = consumer.position(partition);
            if (reached != position) {
                position = reached;
                patience = System.nanoTime() + STALL.toNanos();
            } else if (System.nanoTime() > patience) {
                throw new UndecidedException(partition, position, end);
            }
        }
    }

    /** Up to where everything is decided. */
    long stableEnd(TopicPartition partition) {
        assign(partition);
        return consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    }

    /** Offset of the first message of that time or later; the stable end if there is none. */
    long firstSince(TopicPartition partition, Instant time) {
        assign(partition);
        @Nullable
        OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, Math.max(0, time.toEpochMilli())))
                .get(partition);
        return found == null ? stableEnd(partition) : found.offset();
    }

    /** Before its offsets are asked for, or the client warns of an answer that it has no use for. */
    private void assign(TopicPartition partition) {
        consumer.assign(Set.of(partition));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
