package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.Reached;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.source.Answer.Refusal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a stream is, from the beginning of the process to its end. Written by the planning thread, read by anyone. */
final class Condition {

    private final CdrStream stream;
    private final int task;
    private volatile @Nullable Instant end;
    private volatile State phase = State.ELSEWHERE;
    private volatile @Nullable Reached reached;
    private volatile boolean isSettled;
    private volatile @Nullable Refusal refusal;
    private volatile @Nullable String lastError;

    Condition(CdrStream stream, int task) {
        this.stream = stream;
        this.task = task;
        this.end = stream.end();
    }

    /** Where reading stops for good; null = never. */
    void ends(@Nullable Instant end) {
        this.end = end;
    }

    /** {@code ELSEWHERE}, {@code RESTORING} or {@code READING}. */
    void phase(State phase) {
        this.phase = phase;
        if (phase != State.READING) {
            isSettled = false; // whoever reads next asks again what is due
        }
    }

    void reached(Reached reached) {
        this.reached = reached;
    }

    /** Whether no later pass and no follow-up is due at present. */
    void settled(boolean isSettled) {
        this.isSettled = isSettled;
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

    /** A new session reads: what ended the one before is over. What the API refuses is told by its next answer. */
    void reopened() {
        if (refusal == null) {
            lastError = null;
        }
    }

    boolean isTroubled() {
        return lastError != null;
    }

    Optional<Refusal> refusal() {
        return phase == State.READING ? Optional.ofNullable(refusal) : Optional.empty();
    }

    /** Its end is reached, and nothing is due that would have to be read once more. */
    boolean isFinished() {
        Instant watermark = watermark();
        Instant last = end;
        return isSettled && last != null && watermark != null && !watermark.isBefore(last);
    }

    private @Nullable Instant watermark() {
        Reached known = reached;
        return known == null ? null : known.frontiers().get(0);
    }

    /** @param due how old a watermark may be before its stream counts as behind: settle and interval included */
    StreamStatus status(Instant due, boolean isCapped) {
        return new StreamStatus(stream.id(), stream.credential(), task, state(due, isCapped), reached, lastError);
    }

    private State state(Instant due, boolean isCapped) {
        Instant watermark = watermark();
        if (phase != State.READING || watermark == null) {
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
        return watermark.isBefore(due) ? State.READING : State.IDLE;
    }
}
