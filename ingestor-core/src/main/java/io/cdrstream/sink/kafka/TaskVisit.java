package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.sink.SessionLost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A session of a task for one change of one of its streams, whether an instance runs or not.
 *
 * <pre>
 *   fence (I2) ─▶ restore ─▶ decide ─▶ one transaction (I1) ─▶ close
 *                                  └─ an instance that runs is woken, finds itself fenced, and restores
 * </pre>
 *
 * <p>Safe beside an instance that runs, because what is decided by is what is durable, and nobody can write between
 * that and the commit: either the instance is fenced, or it has fenced us and the commit fails. Its pages in memory
 * survive its session, so nothing that is still wanted is paid for again.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
final class TaskVisit {

    private static final int TRIES = 5;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final TaskScope scope;
    private final CdrStream stream;
    private final String purpose;

    /** @param purpose for the sentence that says that it has failed */
    TaskVisit(KafkaSettings settings, CdrStream stream, InstantSource clock, String purpose) {
        int task = TaskOf.stream(stream.id(), settings.tasks());
        this.scope = new TaskScope(settings, task, List.of(stream), Framings.SINGLE_OBJECT, clock.instant(), clock);
        this.stream = stream;
        this.purpose = purpose;
    }

    /** What it is for. */
    @FunctionalInterface
    interface Change {

        /**
         * What comes of it; refuses by a {@link RedoRefused}.
         *
         * @param isRepeated whether an earlier try may have been committed
         */
        Outcome decide(Checkpoints stored, StreamRecord own, boolean isRepeated);
    }

    /**
     * @param redo what it was about
     * @param batch what is to be written; nothing if that has been
     */
    record Outcome(Redo redo, CheckpointBatch batch, List<CompletenessEntry> entries) {}

    /**
     * Returns what it was about.
     *
     * @throws SessionLost if Kafka, or an instance that opens its own session, comes in between each time
     */
    Redo make(Change change) throws ExecutionException, InterruptedException {
        checkTasks();
        @Nullable SessionLost last = null;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return session(change, attempt > 1);
            } catch (RedoRefused e) {
                throw e;
            } catch (RuntimeException e) {
                last = KafkaErrors.lost(purpose + " of " + stream.id(), e);
                if (last.meaning() == BROKEN) {
                    break;
                }
            }
        }
        throw last == null ? new IllegalStateException("nothing was tried") : last;
    }

    /** Before anybody is fenced: with another number of tasks, that would be somebody else. */
    private void checkTasks() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(scope.settings()))) {
            refuseUnless(
                    Letters.partitions(admin, scope.settings().checkpoints()).size());
        }
    }

    private void refuseUnless(int tasks) {
        KafkaSettings settings = scope.settings();
        if (tasks != settings.tasks()) {
            throw new RedoRefused(settings.checkpoints() + " was made for " + tasks + " tasks, the configuration says "
                    + settings.tasks() + ": it is not that of the instances which read these streams");
        }
    }

    private Redo session(Change change, boolean isRepeated) throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties());
        try {
            producer.initTransactions(); // I2: nobody writes to this task's partitions from here on but us
            Outcome outcome = decide(change, isRepeated);
            if (!outcome.batch().isEmpty()) {
                write(outcome, producer);
            }
            return outcome.redo();
        } finally {
            producer.close(CLOSE);
        }
    }

    private Outcome decide(Change change, boolean isRepeated) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(scope.settings()));
                TaskReader reader = new TaskReader(scope, admin)) {
            Checkpoints stored = reader.checkpoints();
            @Nullable MetaRecord meta = stored.meta();
            @Nullable StreamRecord own = stored.stream(stream.id().text());
            if (meta == null || own == null) {
                throw new RedoRefused(stream.id() + " has not been read yet");
            }
            refuseUnless(meta.tasks());
            return change.decide(stored, own, isRepeated);
        }
    }

    private void write(Outcome outcome, Producer<byte[], byte[]> producer) {
        producer.beginTransaction();
        outcome.batch()
                .drainCheckpoints((key, value) -> producer.send(new ProducerRecord<>(
                        scope.checkpoints().topic(), scope.checkpoints().partition(), Json.utf8(key), value)));
        String completeness = scope.settings().completeness();
        outcome.entries().forEach(entry -> producer.send(TallyCodec.message(completeness, entry)));
        producer.send(ReplayRequests.wake(scope));
        producer.commitTransaction(); // I1
    }

    /** Those of the task's sessions, transactional id included. */
    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(ClientProperties.producer(scope.settings(), scope.task()));
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, scope.settings().group() + "-redo");
        return properties;
    }
}
