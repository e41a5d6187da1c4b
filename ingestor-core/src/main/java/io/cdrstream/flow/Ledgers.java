package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Makes the ledgers of sessions, and knows what all of them have paid for. */
public interface Ledgers {

    /**
     * A ledger for one session of a task, not opened yet.
     *
     * @param streams the configured streams that hash to the task
     * @param now the API's time: where streams without a checkpoint and without a start begin
     */
    Ledger session(int task, List<CdrStream> streams, Instant now);

    /** What every task has committed, also those of other instances. Asks Kafka, and may fail. */
    Mono<Map<Integer, List<DayBill>>> bills();
}
