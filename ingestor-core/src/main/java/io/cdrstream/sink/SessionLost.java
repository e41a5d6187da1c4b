package io.cdrstream.sink;

import org.jspecify.annotations.Nullable;

/** The session of a task is over; what was not committed is not visible to anyone. A new session recovers. */
public final class SessionLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the owner of the task should think of it. */
    public enum Meaning {
        /** Another producer has opened this task's session, or our own transaction timed out: ask the group. */
        FENCED,
        /** The cluster cannot do it now. */
        RETRY,
        /** It will not work until someone changes something: authorisation, topic settings. */
        BROKEN
    }

    private final Meaning meaning;

    public SessionLost(Meaning meaning, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.meaning = meaning;
    }

    public Meaning meaning() {
        return meaning;
    }
}
