package io.cdrstream.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is doing, for people and their tools.
 *
 * @param task partition of the checkpoint topic that owns it
 * @param reached how far it has come; null before restore
 * @param lastError the last thing that went wrong, as a sentence; null if nothing has since it last went right
 */
public record StreamStatus(
        StreamId id, String credential, int task, State state, @Nullable Reached reached, @Nullable String lastError) {

    /** Before it everything has had its first pass; null before restore. */
    public @Nullable Instant watermark() {
        return reached == null ? null : reached.frontiers().get(0);
    }

    /** Before it no more is planned; null before restore. */
    public @Nullable Instant sealed() {
        return reached == null ? null : reached.sealed();
    }

    /**
     * @param frontiers of every pass: before it everything has been read by this pass
     * @param sealed before it no more is planned
     * @param redo what is read once more; null if nothing is
     * @param waiting records that are to be asked for again by id
     */
    public record Reached(List<Instant> frontiers, Instant sealed, @Nullable Redo redo, int waiting) {

        public Reached {
            frontiers = List.copyOf(frontiers);
        }
    }

    public enum State {
        /** Owned by another instance. */
        ELSEWHERE,
        /** Waiting for its task's restore. */
        RESTORING,
        /** Behind, or in the middle of a slice. */
        READING,
        /** Up to date: waits for the next slice to be due. */
        IDLE,
        /** Something passing went wrong; asks again soon. */
        RETRYING,
        /** The API refuses it; probed again at growing intervals. */
        PARKED,
        /** The day's cap is spent. */
        CAPPED,
        /** Has reached its configured end. */
        FINISHED
    }
}
