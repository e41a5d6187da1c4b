package io.cdrstream.flow;

import io.cdrstream.model.Page;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import reactor.core.publisher.Mono;

/** Never opens and never commits. */
class NoLedger implements Ledger {

    @Override
    public Mono<Restored> open() {
        return Mono.never();
    }

    @Override
    public Mono<Committed> commit(Page page) {
        return Mono.never();
    }

    @Override
    public Mono<Void> charge(DayBill charge) {
        return Mono.never();
    }

    @Override
    public Mono<Void> close() {
        return Mono.empty();
    }
}
