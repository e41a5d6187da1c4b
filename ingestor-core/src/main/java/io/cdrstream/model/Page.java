package io.cdrstream.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the API: at most 1000 records of a slice, cut out but not copied.
 *
 * @param body the whole answer as the API sent it, decompressed; records point into it
 * @param next where the slice goes on; null if this was its last page
 * @param apiTime the API's time when it was asked: nothing that was there by then is missing
 */
public record Page(
        PageRequest request,
        byte[] body,
        List<Cdr> records,
        List<BadRecord> bad,
        @Nullable Cursor next,
        Instant apiTime) {

    public Page {
        records = List.copyOf(records);
        bad = List.copyOf(bad);
    }

    /** The same page with another idea of when it was answered. */
    public Page at(Instant apiTime) {
        return new Page(request, body, records, bad, next, apiTime);
    }

    /** The API charges for every record it returns, good or bad, unless the product is free. */
    public int billedRecords() {
        return request.stream().product().isFree() ? 0 : records.size() + bad.size();
    }

    /**
     * Whether records in it could not be read at all. That may pass: the API is asked for such a page again before they
     * are given up.
     */
    public boolean isSalvaged() {
        return bad.stream().anyMatch(BadRecord::isUnreadable);
    }

    public boolean isLast() {
        return next == null;
    }

    @Override
    public String toString() {
        return request + ": " + records.size() + " records, " + bad.size() + " bad, " + body.length + " bytes";
    }
}
