package io.cdrstream.sink;

import java.util.Set;
import reactor.core.publisher.Mono;

/** Who owns which task. The group decides; whoever is told obeys. */
public interface Tasks {

    /** How many tasks there are in all: fixed when the checkpoint topic was created. */
    int count();

    /**
     * Takes part in the group until cancelled, telling the owner what it gains and loses. Never completes by itself.
     */
    Mono<Void> join(Owner owner);

    /** Called on the group's thread, one call at a time. */
    interface Owner {

        void assigned(Set<Integer> tasks);

        /** Completes when what was read for these tasks is committed and their sessions are closed. */
        Mono<Void> revoked(Set<Integer> tasks);

        /** They belong to somebody else already: nothing can be committed any more. */
        void lost(Set<Integer> tasks);
    }
}
