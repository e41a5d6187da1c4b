package io.cdrstream.source;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The Reports API through the eyes of one credential. */
public interface ReportsSource {

    /**
     * Sends exactly one request and tells what came of it. An expected failure is an {@link Answer}, not an error: the
     * flow decides what happens next, and nothing below it retries.
     *
     * @param memory grows as the body is read; the caller releases it
     * @param onSent called once when the request has left, on the network's thread: must be quick. Never called where
     *     there is no connection or the writing fails; where nobody waits for the answer any more, perhaps afterwards
     */
    Mono<Answer> page(PageRequest request, MemoryBudget.Lease memory, Runnable onSent);

    /** The same, where nobody asks when it leaves. */
    default Mono<Answer> page(PageRequest request, MemoryBudget.Lease memory) {
        return page(request, memory, () -> {});
    }

    /**
     * Asks for records by id, whatever their age (within the API's retention).
     *
     * @param ids 20 at most
     */
    Mono<LookUp> lookUp(CdrStream stream, List<String> ids);

    /**
     * Reads a record that is kept as if it had just come in a page of its own; sends nothing.
     *
     * @param at the API's time when it came
     */
    Page again(PageRequest request, byte[] record, Instant at);

    /**
     * Asks for the last second of the free product {@code REPORTS-USAGE}: proves the credential and tells the API's
     * time without a fee.
     */
    Mono<Answer> greet(String account);
}
