package io.cdrstream.sink.kafka;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what earlier sessions of a task have committed: all of it, and nothing else.
 *
 * <p>All, because it reads up to the high watermark. Who asks after the fence hears of everything: from then on nobody
 * else can write there (I2). Nothing else, because the consumer drops what was aborted.
 *
 * <p>Blocks; belongs to the session's thread.
 */
final class TaskReader implements AutoCloseable {

    private final TaskScope scope;
    private final Admin admin;
    private final PartitionReader partitions;

    TaskReader(TaskScope scope, Admin admin) {
        this.scope = scope;
        this.admin = admin;
        this.partitions = new PartitionReader(ClientProperties.reader(scope.settings(), "restore-" + scope.task()));
    }

    /** Where the next chunk of the seen-set will be, or later. */
    long seenEnd() throws ExecutionException, InterruptedException {
        return highWatermark(scope.seen());
    }

    /** @throws UndecidedException if a transaction hangs; the next session may find it aborted */
    Checkpoints checkpoints() throws ExecutionException, InterruptedException {
        LastValues last = new LastValues();
        try {
            partitions.read(scope.checkpoints(), 0, highWatermark(scope.checkpoints()), entry -> {
                last.add(entry);
                return true;
            });
        } catch (UndecidedException e) {
            new HangingTransaction(scope, admin).abort();
            throw e;
        }
        return last.decoded();
    }

    private long highWatermark(TopicPartition partition) throws ExecutionException, InterruptedException {
        return PartitionReader.highWatermarks(admin, Set.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        partitions.close();
    }
}
