package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.sink.SessionLost;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what earlier sessions of a task have committed: all of it, and nothing else.
 *
 * <p>All, because it reads up to the high watermark, asked for after the fence: from then on nobody else can write
 * there. The end that a {@code read_committed} consumer sees would not do: that is the last stable offset, which an
 * undecided transaction holds back. Nothing else, because the consumer drops what was aborted.
 *
 * <p>Blocks; belongs to the session's thread.
 */
final class TaskReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than a transaction may hang. */
    private static final Duration STALL = Duration.ofMillis(ClientProperties.TRANSACTION_TIMEOUT_MS + 5_000L);

    private final TaskScope scope;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> highWatermarks;

    /** To be made after the fence (I2). */
    TaskReader(TaskScope scope, Admin admin) throws ExecutionException, InterruptedException {
        this.scope = scope;
        this.highWatermarks = highWatermarks(scope, admin);
        this.consumer = new KafkaConsumer<>(ClientProperties.reader(scope.settings(), scope.task()));
    }

    private static Map<TopicPartition, Long> highWatermarks(TaskScope scope, Admin admin)
            throws ExecutionException, InterruptedException {
        ListOffsetsResult asked = admin.listOffsets(
                Map.of(scope.checkpoints(), OffsetSpec.latest(), scope.seen(), OffsetSpec.latest()),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : Set.of(scope.checkpoints(), scope.seen())) {
            found.put(partition, asked.partitionResult(partition).get().offset());
        }
        return found;
    }

    /** Where the next chunk of the seen-set will be, or later. */
    long seenEnd() {
        return highWatermarks.getOrDefault(scope.seen(), 0L);
    }

    Checkpoints checkpoints() {
        Checkpoints checkpoints = new Checkpoints();
        read(scope.checkpoints(), 0, entry -> {
            apply(checkpoints, entry);
            return true;
        });
        return checkpoints;
    }

    private static void apply(Checkpoints checkpoints, ConsumerRecord<byte[], byte[]> entry) {
        String key = entry.key() == null ? "" : new String(entry.key(), UTF_8);
        try {
            checkpoints.apply(key, entry.value());
        } catch (RuntimeException e) {
            String sentence = "the checkpoint \"" + key + "\" at offset " + entry.offset() + " of " + entry.topic()
                    + "-" + entry.partition() + " cannot be read: " + e.getMessage();
            throw new SessionLost(BROKEN, sentence, e);
        }
    }

    /** Fetches chunks of the seen-set, found by key from the smallest floor on; by their key in the topic. */
    Map<String, long[]> chunks(Collection<ChunkAt> wanted) {
        Map<String, long[]> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        Set<String> keys = new HashSet<>();
        wanted.forEach(chunk -> keys.add(chunk.key()));
        long floor =
                wanted.stream().mapToLong(chunk -> chunk.ref().floor()).min().orElse(0);
        read(scope.seen(), floor, entry -> {
            String key = new String(entry.key(), UTF_8);
            if (entry.value() != null && keys.contains(key)) {
                found.put(key, ChunkCodec.decode(entry.value()));
            }
            return found.size() < keys.size();
        });
        wanted.stream()
                .filter(chunk -> !found.containsKey(chunk.key()))
                .findFirst()
                .ifPresent(this::refuse);
        return found;
    }

    private void refuse(ChunkAt missing) {
        String sentence = "the seen-set lacks chunk " + missing.ref().sequence() + " of stream " + missing.stream()
                + ", looked for from offset " + missing.ref().floor() + " of " + scope.seen()
                + " on: without it records would be published twice. Was the topic truncated or made anew? Restore it, or"
                + " name new checkpoint and seen topics and begin anew";
        throw new SessionLost(BROKEN, sentence, new IllegalStateException("chunk missing"));
    }

    /** Reads on until the high watermark, or until the visitor has enough. */
    private void read(TopicPartition partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        long end = highWatermarks.getOrDefault(partition, 0L);
        consumer.assign(Set.of(partition));
        consumer.seek(partition, from);
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
                throw new TimeoutException(partition + " cannot be read beyond offset " + position + " of " + end);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
