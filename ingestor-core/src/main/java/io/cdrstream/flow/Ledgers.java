package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Makes the ledger of a session, and knows what other instances have made durable. */
@FunctionalInterface
public interface Ledgers {

    /**
     * A ledger for one session of a task, not opened yet.
     *
     * @param streams the configured streams that hash to the task
     * @param now the API's time: where streams without a checkpoint and without a start begin
     */
    Ledger session(int task, List<CdrStream> streams, Instant now);

    /**
     * Whether streams of tasks that others own have been read to their ends, by every pass that is due there. False
     * where that cannot be known.
     *
     * @param streams all of these tasks
     */
    default Mono<Boolean> areAtEnd(List<CdrStream> streams, Instant now) {
        return Mono.just(false);
    }
}
