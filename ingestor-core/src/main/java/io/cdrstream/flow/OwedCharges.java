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
 * What answers of a task have cost, or may have, that led to nothing: each is here until a session of the task has
 * stored it. In doubt it is stored twice.
 */
final class OwedCharges {

    private final Queue<DayBill> waiting = new ConcurrentLinkedQueue<>();

    void add(DayBill charge) {
        waiting.add(charge);
    }

    /** Stores one; it waits for the next session if that fails or is cut short. */
    Mono<Void> store(DayBill charge, Ledger ledger) {
        return ledger.charge(charge).doFinally(end -> {
            if (end != SignalType.ON_COMPLETE) {
                waiting.add(charge);
            }
        });
    }

    /** Stores those that wait, one after the other, up to the first that fails. */
    Mono<Void> storeAll(Ledger ledger) {
        return Flux.<DayBill>generate(next -> {
                    @Nullable DayBill charge = waiting.poll();
                    if (charge == null) {
                        next.complete();
                    } else {
                        next.next(charge);
                    }
                })
                .concatMap(charge -> store(charge, ledger), 0)
                .then();
    }
}
