package io.cdrstream.sink;

import io.cdrstream.model.Page;
import io.cdrstream.sink.Restored.DayBill;
import reactor.core.publisher.Mono;

/**
 * The durable side of one session of one task. A page and the progress it makes become visible together or not at all
 * (I1).
 *
 * <p>Its life is a session: {@link #open} once, {@link #commit} any number of times, {@link #close} once. After the
 * first failed commit every further one fails too; the owner closes this ledger and opens a new one, whose restore
 * tells what became of the doubtful commit.
 */
public interface Ledger {

    /** Fences every earlier session of this task, then restores (I2). */
    Mono<Restored> open();

    /**
     * Publishes what is new in the page and the progress it makes. Pages offered while a commit is under way share the
     * next one. Pages of one slice must be offered in their order.
     */
    Mono<Committed> commit(Page page);

    /**
     * Stores what an answer has cost, or may have, that led to nothing, so that the cap counts it for good. Fails if
     * the session is over.
     */
    Mono<Void> charge(DayBill charge);

    /**
     * Publishes the dead letters that somebody has asked for since this was last called; mostly there are none. Each is
     * published once, however often it is asked for: event, mark and progress are one transaction (I1).
     */
    default Mono<Replayed> replay(RecordAgain again) {
        return Mono.just(Replayed.NONE);
    }

    /** Commits what was offered, then ends the session. Never fails. */
    Mono<Void> close();
}
