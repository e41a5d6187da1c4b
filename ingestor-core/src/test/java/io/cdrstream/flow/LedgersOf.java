package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;

/** The ledger of each task by its number; and what all tasks have paid for. */
record LedgersOf(IntFunction<Ledger> tasks, Mono<Map<Integer, List<DayBill>>> bills) implements Ledgers {

    @Override
    public Ledger session(int task, List<CdrStream> streams, Instant now) {
        return tasks.apply(task);
    }
}
