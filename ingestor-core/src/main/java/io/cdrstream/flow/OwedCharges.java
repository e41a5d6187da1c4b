package io.cdrstream.flow;

import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored.DayBill;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * What answers have cost this instance, or may have, that led to nothing: each is here until a session has stored it,
 * of whatever task, since the one that asked may be somebody else's by now. In doubt it is stored twice.
 */
final class OwedCharges {

    private final Queue<Owed> waiting = new ConcurrentLinkedQueue<>();
    private final Mover mover;

    /** @param mover hears of charges that are stored with another task's progress */
    OwedCharges(Mover mover) {
        this.mover = mover;
    }

    /** @param task that it was asked for */
    void add(int task, DayBill charge) {
        waiting.add(new Owed(task, charge));
    }

    /** Stores one; it waits for the next session if that fails or is cut short. */
    Mono<Void> store(int task, DayBill charge, Ledger ledger) {
        return store(new Owed(task, charge), task, ledger);
    }

    private Mono<Void> store(Owed owed, int by, Ledger ledger) {
        return ledger.charge(owed.charge).doFinally(end -> {
            if (end != SignalType.ON_COMPLETE) {
                waiting.add(owed);
            } else if (owed.task != by) {
                mover.moved(owed.charge, owed.task, by);
            }
        });
    }

    /**
     * Stores those that wait, one after the other, up to the first that fails.
     *
     * @param by the ledger's task
     */
    Mono<Void> storeAll(int by, Ledger ledger) {
        return Flux.<Owed>generate(next -> {
                    @Nullable Owed owed = waiting.poll();
                    if (owed == null) {
                        next.complete();
                    } else {
                        next.next(owed);
                    }
                })
                .concatMap(owed -> store(owed, by, ledger), 0)
                .then();
    }

    /** Hears that what was paid for a task is on the bill of another. */
    @FunctionalInterface
    interface Mover {
        void moved(DayBill charge, int from, int to);
    }

    private record Owed(int task, DayBill charge) {}
}
