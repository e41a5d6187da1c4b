package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.source.Answer.Refusal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a stream is, from the beginning of the process to its end. Written by the planning thread, read by anyone. */
final class Condition {

    private final CdrStream stream;
    private final int task;
    private volatile State phase = State.ELSEWHERE;
    private volatile @Nullable Instant watermark;
    private volatile @Nullable Refusal refusal;
    private volatile @Nullable String lastError;

    Condition(CdrStream stream, int task) {
        this.stream = stream;
        this.task = task;
    }

    /** {@code ELSEWHERE}, {@code RESTORING} or {@code READING}. */
    void phase(State phase) {
        this.phase = phase;
    }

    void watermark(Instant watermark) {
        this.watermark = watermark;
    }

    void retrying(String sentence) {
        lastError = sentence;
    }

    void parked(Refusal refusal, String sentence) {
        this.refusal = refusal;
        lastError = sentence;
    }

    void recovered() {
        refusal = null;
        lastError = null;
    }

    boolean isTroubled() {
        return lastError != null;
    }

    Optional<Refusal> refusal() {
        return phase == State.READING ? Optional.ofNullable(refusal) : Optional.empty();
    }

    boolean isFinished() {
        Instant reached = watermark;
        return stream.end() != null && reached != null && !reached.isBefore(stream.end());
    }

    /** @param due how old a watermark may be before its stream counts as behind: settle and interval included */
    StreamStatus status(Instant due, boolean isCapped) {
        return new StreamStatus(stream.id(), stream.credential(), task, state(due, isCapped), watermark, lastError);
    }

    private State state(Instant due, boolean isCapped) {
        Instant reached = watermark;
        if (phase != State.READING || reached == null) {
            return phase;
        } else if (isFinished()) {
            return State.FINISHED;
        } else if (refusal != null) {
            return State.PARKED;
        } else if (isCapped) {
            return State.CAPPED;
        } else if (lastError != null) {
            return State.RETRYING;
        }
        return reached.isBefore(due) ? State.READING : State.IDLE;
    }
}
