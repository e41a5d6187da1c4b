package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.sink.CancelledRedo;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.kafka.TaskVisit.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Has a time read once more, or no more: writes so into the stream's checkpoint, in a session of the task that owns it.
 * So what it answers is what is going to be, whoever else writes.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
public final class RedoOpening {

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
        return new TaskVisit(settings, stream, clock, "opening a redo").make((stored, own, isRepeated) -> {
            @Nullable Redo opened = own.reached(stream.plan()).redo();
            if (isRepeated && opened != null && opened.from().equals(from)) {
                return done(opened); // the commit that was in doubt has taken place
            }
            Redo redo = Redo.of(own.reached(stream.plan()), from);
            CheckpointBatch batch = new CheckpointBatch();
            batch.stream(own.with(redo, clock.instant()));
            return new Outcome(redo, batch, List.of());
        });
    }

    /**
     * What is not going to be read to its end, and how far it has come.
     *
     * @param meant the one to cancel, as it was seen last; not one from another time that was opened since
     * @throws RedoRefused if it is over
     * @throws SessionLost as above
     */
    public Redo cancel(CdrStream stream, Redo meant) throws ExecutionException, InterruptedException {
        return new TaskVisit(settings, stream, clock, "cancelling the redo").make((stored, own, isRepeated) -> {
            @Nullable Redo current = own.reached(stream.plan()).redo();
            if (isRepeated && current == null) {
                return done(meant);
            }
            if (current == null || !current.from().equals(meant.from())) {
                throw new RedoRefused("the redo from " + meant.from() + " is over meanwhile");
            }
            return cancelled(stream, own, stored);
        });
    }

    private Outcome cancelled(CdrStream stream, StreamRecord own, Checkpoints stored) {
        String text = stream.id().text();
        CancelledRedo cancelled =
                CancelledRedo.of(stream, TaskOpening.stored(stream, own, stored.slices(text), stored));
        CheckpointBatch batch = new CheckpointBatch();
        batch.stream(own.with(null, clock.instant()));
        cancelled.slices().forEach(from -> batch.forgetSlice(text, from));
        cancelled.tallies().forEach(tally -> batch.forgetTally(text, tally));
        return new Outcome(cancelled.redo(), batch, cancelled.entries());
    }

    private static Outcome done(Redo redo) {
        return new Outcome(redo, new CheckpointBatch(), List.of());
    }
}
