package io.cdrstream.sink;

import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import java.time.Instant;

/** Reads the bytes of a record that is kept, as if the API had just sent them. Asks nobody and costs nothing. */
@FunctionalInterface
public interface RecordAgain {

    /**
     * @param request the stream that it belongs to, and the slice in which it came
     * @param at the API's time when it came
     * @return a page with this record and nothing else, be it good or bad
     */
    Page page(PageRequest request, byte[] record, Instant at);
}
