package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import java.time.Instant;
import java.util.List;

/** Makes the ledger of a session. */
@FunctionalInterface
public interface Ledgers {

    /**
     * A ledger for one session of a task, not opened yet.
     *
     * @param streams the configured streams that hash to the task
     * @param now the API's time: where streams without a checkpoint and without a start begin
     */
    Ledger session(int task, List<CdrStream> streams, Instant now);
}
