package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.sink.SessionLost;
import java.time.Duration;
import java.time.Instant;
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
 * Has a time read once more: writes so into the stream's checkpoint, in a session of the task that owns it.
 *
 * <pre>
 *   fence (I2) ─▶ restore ─▶ check ─▶ one transaction (I1) ─▶ close
 *                                 └─ an instance that runs is woken, finds itself fenced, and restores
 * </pre>
 *
 * <p>Safe beside an instance that runs, because what is checked is what is durable, and nobody can write between the
 * check and the commit: either the instance is fenced, or it has fenced us and the commit fails. Its pages in memory
 * survive its session, so nothing is paid for again.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
public final class RedoOpening {

    private static final int TRIES = 5;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final InstantSource clock;

    public RedoOpening(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is going to be read.
     *
     * @throws RedoRefused if that may not be
     * @throws SessionLost if Kafka, or an instance that opens its own session, comes in between each time
     */
    public Redo open(CdrStream stream, Instant from) throws ExecutionException, InterruptedException {
        int task = TaskOf.stream(stream.id(), settings.tasks());
        TaskScope scope =
                new TaskScope(settings, task, List.of(stream), Framings.SINGLE_OBJECT, clock.instant(), clock);
        checkTasks();
        @Nullable SessionLost last = null;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return session(scope, stream, from, attempt > 1);
            } catch (RedoRefused e) {
                throw e;
            } catch (RuntimeException e) {
                last = KafkaErrors.lost("opening a redo of " + stream.id(), e);
                if (last.meaning() == BROKEN) {
                    break;
                }
            }
        }
        throw last == null ? new IllegalStateException("nothing was tried") : last;
    }

    /** Before anybody is fenced: with another number of tasks, that would be somebody else. */
    private void checkTasks() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(settings))) {
            refuseUnless(Letters.partitions(admin, settings.checkpoints()).size());
        }
    }

    private void refuseUnless(int tasks) {
        if (tasks != settings.tasks()) {
            throw new RedoRefused(settings.checkpoints() + " was made for " + tasks + " tasks, the configuration says "
                    + settings.tasks() + ": it is not that of the instances which read these streams");
        }
    }

    private Redo session(TaskScope scope, CdrStream stream, Instant from, boolean mayBeDone)
            throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties(scope));
        try {
            producer.initTransactions(); // I2: nobody writes to this task's partitions from here on but us
            StreamRecord own = restored(scope, stream);
            @Nullable Redo opened = own.reached(stream.plan()).redo();
            if (mayBeDone && opened != null && opened.from().equals(from)) {
                return opened; // the commit that was in doubt has taken place
            }
            Redo redo = Redo.of(own.reached(stream.plan()), from);
            write(scope, own.with(redo, clock.instant()), producer);
            return redo;
        } finally {
            producer.close(CLOSE);
        }
    }

    private StreamRecord restored(TaskScope scope, CdrStream stream) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(settings));
                TaskReader reader = new TaskReader(scope, admin)) {
            Checkpoints stored = reader.checkpoints();
            @Nullable MetaRecord meta = stored.meta();
            @Nullable StreamRecord own = stored.stream(stream.id().text());
            if (meta == null || own == null) {
                throw new RedoRefused(stream.id() + " has not been read yet");
            }
            refuseUnless(meta.tasks());
            return own;
        }
    }

    private static void write(TaskScope scope, StreamRecord record, Producer<byte[], byte[]> producer) {
        CheckpointBatch batch = new CheckpointBatch();
        batch.stream(record);
        producer.beginTransaction();
        batch.drainCheckpoints((key, value) -> producer.send(new ProducerRecord<>(
                scope.checkpoints().topic(), scope.checkpoints().partition(), Json.utf8(key), value)));
        producer.send(ReplayRequests.wake(scope));
        producer.commitTransaction(); // I1
    }

    /** Those of the task's sessions, transactional id included. */
    private Map<String, Object> properties(TaskScope scope) {
        Map<String, Object> properties = new HashMap<>(ClientProperties.producer(settings, scope.task()));
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.group() + "-redo");
        return properties;
    }
}
