package io.cdrstream.observe;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.ChargeSum;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Postings;
import io.cdrstream.sink.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Commits of a stream with three passes: after a minute, three hours and a day. */
final class PassSights {

    static final Instant HOUR = Instant.parse("2026-10-01T00:00:00Z");
    static final CdrStream STREAM = new CdrStream(
            StreamId.of("abcd1234", "ASR", null),
            "abcd1234",
            ProductCatalogue.find("ASR"),
            Map.of(),
            "id",
            "t",
            EventFormat.JSON,
            new PassPlan(
                    Duration.ofMinutes(1),
                    List.of(Revisit.of(Duration.ofHours(3)), Revisit.of(Duration.ofDays(1))),
                    List.of(),
                    Duration.ofDays(7)),
            HOUR,
            null);

    private PassSights() {}

    static PageRequest request(int pass) {
        return request(pass, Duration.ofHours(1));
    }

    private static PageRequest request(int pass, Duration span) {
        Slice slice = new Slice(HOUR, HOUR.plus(span));
        return new PageRequest(STREAM, slice, null, pass, slice.from(), List.of());
    }

    /** A page of one record a second, from the beginning of its slice on. */
    static Page page(int pass, int records) {
        return page(request(pass), records);
    }

    private static Page page(PageRequest request, int records) {
        List<Cdr> cdrs = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            cdrs.add(new Cdr(i, 0, 0, "r" + i, false, HOUR.plusSeconds(i), null));
        }
        Instant now = request.slice().to().plus(STREAM.plan().age(request.pass()));
        return new Page(request, new byte[0], cdrs, List.of(), null, now);
    }

    /** It has read its slice to the end. */
    static Committed committed(
            int pass, Change change, int records, List<ChargeSum> charges, @Nullable ArrivalDelay delay) {
        return committed(page(pass, records), change, charges, delay);
    }

    /** Of a first pass: what half an hour has shown. */
    static Committed halfHour(int records, ArrivalDelay delay) {
        Page page = page(request(0, Duration.ofMinutes(30)), records);
        return committed(page, Change.NEW, List.of(), delay);
    }

    private static Committed committed(
            Page page, Change change, List<ChargeSum> charges, @Nullable ArrivalDelay delay) {
        int pass = page.request().pass();
        Revision revision = new Revision(change, Set.of(), null, STREAM.plan().name(pass));
        List<Publication> published = page.records().stream()
                .map(cdr -> new Publication(cdr, revision, null))
                .toList();
        List<Instant> frontiers = new ArrayList<>();
        for (int each = 0; each < 3; each++) {
            frontiers.add(each <= pass ? page.request().slice().to() : HOUR);
        }
        Posting posting =
                Postings.of(page, published, 0, new Reached(HOUR, frontiers, frontiers.get(2), HOUR, 1, null));
        return new Committed(posting, published.size(), 0, Map.of(), charges, delay);
    }

    /**
     * Of a redo, whose first half hour is sealed.
     *
     * @param redo what is left of it
     */
    static Committed redone(Change change, int records, Redo redo) {
        Slice slice = request(0).slice();
        PageRequest request = new PageRequest(STREAM, slice, null, PageRequest.REDO, slice.from(), List.of());
        List<Publication> published = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            Instant time = HOUR.plusSeconds(1800L - records + i + 1); // the last is not sealed
            Cdr cdr = new Cdr(i, 0, 0, "r" + i, false, time, null);
            published.add(new Publication(cdr, new Revision(change, Set.of(), null, PassPlan.REDO), null));
        }
        Page page = new Page(
                request, new byte[0], published.stream().map(Publication::cdr).toList(), List.of(), null, HOUR);
        Instant sealed = HOUR.plusSeconds(1800);
        Reached reached = new Reached(HOUR, List.of(slice.to(), slice.to(), slice.to()), sealed, HOUR, 1, redo);
        return new Committed(Postings.of(page, published, 3, reached), records, 0, Map.of(), List.of(), null);
    }

    /** Nine of ten records after two minutes, the others at the given age. */
    static ArrivalDelay delay(Duration late) {
        return new ArrivalDelay("abcd1234/ASR", new TreeMap<>(Map.of(120L, 1800L, late.toSeconds(), 200L)));
    }
}
