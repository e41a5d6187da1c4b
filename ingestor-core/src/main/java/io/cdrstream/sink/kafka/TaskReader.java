package io.cdrstream.sink.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what earlier sessions of a task have committed: all of it, and nothing else.
 *
 * <p>All, because it reads up to the high watermark, asked for after the fence: from then on nobody else can write
 * there. Nothing else, because the consumer drops what was aborted.
 *
 * <p>Blocks; belongs to the session's thread.
 */
final class TaskReader implements AutoCloseable {

    private final TaskScope scope;
    private final PartitionReader partitions;
    private final Map<TopicPartition, Long> highWatermarks;

    /** To be made after the fence (I2). */
    TaskReader(TaskScope scope, Admin admin) throws ExecutionException, InterruptedException {
        this.scope = scope;
        this.highWatermarks = PartitionReader.highWatermarks(admin, Set.of(scope.checkpoints(), scope.seen()));
        this.partitions = new PartitionReader(ClientProperties.reader(scope.settings(), "restore-" + scope.task()));
    }

    /** Where the next chunk of the seen-set will be, or later. */
    long seenEnd() {
        return highWatermarks.getOrDefault(scope.seen(), 0L);
    }

    Checkpoints checkpoints() {
        LastValues last = new LastValues();
        read(scope.checkpoints(), 0, entry -> {
            last.add(entry);
            return true;
        });
        return last.decoded();
    }

    private void read(TopicPartition partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        partitions.read(partition, from, highWatermarks.getOrDefault(partition, 0L), visitor);
    }

    @Override
    public void close() {
        partitions.close();
    }
}
