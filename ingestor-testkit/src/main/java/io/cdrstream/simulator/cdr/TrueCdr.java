package io.cdrstream.simulator.cdr;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A CDR as it truly is. Its identity is account, product and id.
 *
 * @param time the whole second the date filter looks at
 * @param revisions in order, at least one; the first tells since when the CDR shows
 */
public record TrueCdr(StreamKey stream, String id, Instant time, List<Revision> revisions) {

    /** One state of a CDR, which shows from that moment until the next revision does. */
    public record Revision(int number, Instant shownFrom) {}

    static TrueCdr of(Cdr cdr, Lifecycle lifecycle) {
        JsonBytes id = new JsonBytes();
        // An id is the same in every view of its record.
        cdr.stream().schema().field("id").orElseThrow().writeValue(new View(cdr, 0, 0, 0, 0), id);
        List<Revision> revisions = IntStream.rangeClosed(0, lifecycle.lastRevision(cdr))
                .mapToObj(n -> new Revision(n, Instant.ofEpochMilli(lifecycle.shownFrom(cdr, n))))
                .toList();
        return new TrueCdr(cdr.stream().key(), id.toString(), Instant.ofEpochSecond(cdr.second()), revisions);
    }

    /** Since when the API shows it at all. */
    public Instant visibleFrom() {
        return revisions.get(0).shownFrom();
    }

    /** How many of its revisions have been shown by then; 0 when it does not show yet. */
    public int shownBy(Instant asOf) {
        return (int)
                revisions.stream().filter(r -> !r.shownFrom().isAfter(asOf)).count();
    }
}
