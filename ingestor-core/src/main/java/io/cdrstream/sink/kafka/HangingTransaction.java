package io.cdrstream.sink.kafka;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction of this task that its coordinator holds for ended, while partitions wait for the end: nobody can read
 * committed messages beyond it, and no task that wrote it can be restored.
 *
 * <p>Kafka 4.3 takes a partition that has no leader for a deleted one, and leaves it without the marker. That happens
 * to topics of one replica when their broker comes back that was frozen for longer than its session, or killed.
 *
 * <p>As long as none of its partitions has been told the end, nobody has seen anything of it, so it can be aborted
 * whatever its end was: then it has not taken place, and its pages are read again. Once one has been told, what the
 * others hold would be lost or doubled, so a person has to decide. Each transaction, and each session, has a higher
 * epoch of the task's producer than the one before, which tells them apart: an abort of an old one does nothing to a
 * new one.
 *
 * <p>Blocks; for whoever has fenced the task (I2).
 */
final class HangingTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransaction.class);

    private static final Set<TransactionState> ENDED =
            EnumSet.of(TransactionState.EMPTY, TransactionState.COMPLETE_ABORT, TransactionState.COMPLETE_COMMIT);

    /** Since then each transaction has an epoch of its own, and the marker that ends it the next. */
    private static final int EPOCH_EACH = 2;

    private final TaskScope scope;
    private final Admin admin;

    HangingTransaction(TaskScope scope, Admin admin) {
        this.scope = scope;
        this.admin = admin;
    }

    /** Aborts it if there is one and nobody has seen any of it; the log says what was done, or why nothing was. */
    void abort() throws InterruptedException {
        try {
            String id = ClientProperties.transactionalId(scope.settings(), scope.task());
            TransactionDescription task =
                    admin.describeTransactions(List.of(id)).description(id).get();
            if (ENDED.contains(task.state()) && hasEpochEach()) {
                abort(task, written(task.producerId()));
            }
        } catch (ExecutionException e) {
            LOG.warn(
                    "task {}: whether a transaction hangs cannot be found out, or it cannot be aborted: {}",
                    scope.task(),
                    String.valueOf(e.getCause()));
        }
    }

    /**
     * @param written what partitions know of the task's producer; where it is of now, another session writes already
     */
    private void abort(TransactionDescription task, Map<TopicPartition, ProducerState> written)
            throws ExecutionException, InterruptedException {
        int first = written.values().stream()
                .filter(HangingTransaction::isOpen)
                .mapToInt(ProducerState::producerEpoch)
                .min()
                .orElse(Integer.MAX_VALUE);
        int last = written.values().stream()
                .mapToInt(ProducerState::producerEpoch)
                .max()
                .orElse(0);
        if (last >= task.producerEpoch()) {
            return;
        }
        if (last > first) {
            LOG.error(
                    "task {}: Kafka has left a transaction without its end in some of its partitions, and has told"
                            + " others how it ended: docs/runbook.md, commit failures, says what to do",
                    scope.task());
            return;
        }
        written.values().removeIf(state -> !isOpen(state));
        abort(written);
    }

    /** The progress last: while it cannot be read nobody writes, and whoever comes next goes on with the rest. */
    private void abort(Map<TopicPartition, ProducerState> open) throws ExecutionException, InterruptedException {
        @Nullable ProducerState progress = open.remove(scope.checkpoints());
        if (progress == null) {
            return;
        }
        LOG.warn(
                "task {}: Kafka has left a transaction without its end in {} partitions. None of it was visible yet: it"
                        + " is aborted, and its pages are read again",
                scope.task(),
                open.size() + 1);
        for (Map.Entry<TopicPartition, ProducerState> each : open.entrySet()) {
            abort(each.getKey(), each.getValue());
        }
        abort(scope.checkpoints(), progress);
    }

    private void abort(TopicPartition partition, ProducerState state) throws ExecutionException, InterruptedException {
        int coordinator = state.coordinatorEpoch().orElse(0);
        short epoch = (short) state.producerEpoch();
        admin.abortTransaction(new AbortTransactionSpec(partition, state.producerId(), epoch, coordinator))
                .all()
                .get();
    }

    private Map<TopicPartition, ProducerState> written(long producer) throws ExecutionException, InterruptedException {
        Map<TopicPartition, ProducerState> written = new HashMap<>();
        Map<TopicPartition, PartitionProducerState> all =
                admin.describeProducers(partitions()).all().get();
        all.forEach((partition, producers) -> producers.activeProducers().stream()
                .filter(state -> state.producerId() == producer)
                .forEach(state -> written.put(partition, state)));
        return written;
    }

    private boolean hasEpochEach() throws ExecutionException, InterruptedException {
        @Nullable
        FinalizedVersionRange version = admin.describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get("transaction.version");
        return version != null && version.maxVersionLevel() >= EPOCH_EACH;
    }

    /** Of all topics: the configuration may have had others when it was written. */
    private Collection<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition())))
                .toList();
    }

    private static boolean isOpen(ProducerState state) {
        return state.currentTransactionStartOffset().isPresent();
    }
}
