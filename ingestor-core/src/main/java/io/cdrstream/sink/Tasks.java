package io.cdrstream.sink;

import io.cdrstream.model.StreamId;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Who owns which task. The group decides; whoever is told obeys. */
public interface Tasks {

    /** How many tasks there are in all: fixed when the checkpoint topic was created. */
    int count();

    /** The task that owns a stream: the same for ever, and for all streams of one account and product. */
    int of(StreamId stream);

    /** Asks the group whether this instance still is a member and owns the task; false if in doubt. */
    Mono<Boolean> isOurs(int task);

    /** Whether the group has answered within the last half minute or so. Does not ask; from any thread. */
    boolean isInTouch();

    /**
     * Takes part in the group until cancelled, telling the owner what it gains and loses. Never completes by itself.
     */
    Mono<Void> join(Owner owner);

    /** Called on the group's thread, one call at a time. */
    interface Owner {

        void assigned(Set<Integer> tasks);

        /** Completes when what was read for these tasks is committed and their sessions are closed. */
        Mono<Void> revoked(Set<Integer> tasks);

        /**
         * They belong to somebody else already: nothing can be committed any more. Completes when their sessions are
         * closed.
         */
        Mono<Void> lost(Set<Integer> tasks);
    }
}
