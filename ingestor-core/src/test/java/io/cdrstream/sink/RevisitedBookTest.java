package io.cdrstream.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A revisit whose slices begin and end elsewhere than those of the first pass. */
class RevisitedBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final CdrStream STREAM = Pages.stream(
            new PassPlan(Duration.ZERO, List.of(new Revisit(Duration.ofHours(3), 0.5)), List.of(), Duration.ofDays(7)),
            T0);

    private final Map<ChunkRef, Fingerprint[]> stored = new HashMap<>();
    private final StreamBook book = new StreamBook(
            STREAM,
            Progress.begin(STREAM.id(), T0, 2),
            new Fingerprints(new byte[16]),
            chunks -> stored,
            new SeenMemory(1000));

    @Test
    void whatIsUnchangedIsNotWrittenDownOnceMore() {
        post(0, 0, 10, "a", "b");
        post(0, 10, 20, "c");
        assertThat(known()).isEqualTo(3);

        Posting revisit = post(1, 0, 15, "a", "b", "c");

        assertThat(revisit.published()).isEmpty();
        assertThat(revisit.unchanged()).isEqualTo(3);
        assertThat(known()).isEqualTo(3);
    }

    @Test
    void onlyWhatWasNeverSeenIsLate() {
        post(0, 0, 10, "a");
        post(0, 10, 20, "c");

        Posting revisit = post(1, 0, 15, "a", "b", "c");

        assertThat(revisit.published()).singleElement().satisfies(late -> {
            assertThat(late.cdr().id()).isEqualTo("b");
            assertThat(late.revision().change()).isEqualTo(Change.LATE);
        });
        assertThat(post(1, 15, 20, "c").published()).isEmpty();
        assertThat(book.progress().frontiers()).containsExactly(T0.plusSeconds(20), T0.plusSeconds(20));
    }

    @Test
    void whatCameBackFromTheDeadLetterWhileItsSliceWasReadIsKnownToTheNextPass() {
        Page first = page(0, 0, 10, new Cursor("c", "iv"), "a");
        kept(book.post(first, cdr -> false, 0));
        Posting again = kept(book.postAgain(page(0, 0, 10, null, "x"), null, 0));
        kept(book.post(
                new Page(
                        first.request().next(new Cursor("c", "iv")),
                        new byte[1],
                        List.of(cdr(0, "b")),
                        List.of(),
                        null,
                        T0),
                cdr -> false,
                0));

        Posting revisit = post(1, 0, 10, "a", "b", "x");

        assertThat(again.published()).hasSize(1);
        assertThat(revisit.published()).isEmpty();
        assertThat(known()).isEqualTo(3);
    }

    @Test
    void anAuditThatHasSeenTooFewRecordsLeavesItsBlockToBeRead() {
        post(0, 0, 20, "a", "b");

        Posting audit = audit(ids(PassPlan.LEAST_AUDITED - 1));

        assertThat(audit.reached().frontiers()).containsExactly(at(20), at(0));
        assertThat(audit.slices().written()).singleElement().satisfies(done -> {
            assertThat(done.isDone()).isTrue();
            assertThat(done.covered()).isEqualTo(new Slice(at(10), at(20)));
        });
    }

    @Test
    void anAuditThatHasSeenEnoughStandsForItsBlock() {
        String[] ids = ids(PassPlan.LEAST_AUDITED);
        post(0, 0, 20, ids);

        assertThat(audit(ids).reached().frontiers()).containsExactly(at(20), at(20));
    }

    @Test
    void whatIsReadLateStandsForItsAudit() {
        late(0, 10, "a");
        late(10, 20, "b");
        assertThat(book.progress().frontiers()).containsExactly(at(20), at(20));
        assertThat(book.progress().slices()).isEmpty();
    }

    /** Else all of the block below would be read, where the audit reads a part of both. */
    @Test
    void whatIsReadLateLeavesNoGapInTheBlockOfAnAudit() {
        post(0, 0, 10, "a");
        late(10, 20, "b");
        late(20, 30, "c");
        assertThat(book.progress().frontiers()).containsExactly(at(30), at(0));
        assertThat(book.progress().slices()).isEmpty();
    }

    /** First seen when the audit was due already. */
    private void late(int from, int to, String id) {
        Page page = page(0, from, to, null, id);
        Instant seen = T0.plus(Duration.ofHours(4));
        kept(book.post(new Page(page.request(), new byte[1], page.records(), List.of(), null, seen), cdr -> false, 0));
    }

    /** Reads the second half of 20 seconds. */
    private Posting audit(String... ids) {
        Page all = page(1, 10, 20, null, ids);
        PageRequest request = new PageRequest(STREAM, all.request().slice(), null, 1, at(0), List.of());
        return kept(book.post(new Page(request, new byte[1], all.records(), List.of(), null, T0), cdr -> false, 0));
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i).toArray(String[]::new);
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }

    @Test
    void aBadRecordThatShowsLateIsDeadOnceHoweverShortItIs() {
        postBad(0, 0, 10, "4");
        postBad(0, 10, 20, "");

        Posting revisit = postBad(1, 0, 15, "45");

        assertThat(revisit.dead())
                .singleElement()
                .extracting(BadRecord::ordinal)
                .isEqualTo(1);
        assertThat(revisit.tallies()).singleElement().satisfies(tally -> {
            assertThat(tally.counts().dead()).isEqualTo(1);
            assertThat(tally.counts().unchanged()).isEqualTo(1);
            assertThat(tally.counts().records()).isEqualTo(2);
        });
    }

    @Test
    void aBadRecordThatShowsLateLeavesTheRestOfAnAuditedBlockToBeRead() {
        postBad(0, 0, 20, "4");
        Slice end = new Slice(T0.plusSeconds(10), T0.plusSeconds(20));

        postBad(new PageRequest(STREAM, end, null, 1, T0, List.of()), "5");

        assertThat(book.progress().frontiers()).containsExactly(T0.plusSeconds(20), T0);
    }

    /** A page of nothing but bad records of a letter each. */
    private Posting postBad(int pass, int from, int to, String letters) {
        return postBad(page(pass, from, to, null).request(), letters);
    }

    private Posting postBad(PageRequest request, String letters) {
        List<BadRecord> bad = IntStream.range(0, letters.length())
                .mapToObj(i -> new BadRecord(i, i, 1, "no object"))
                .toList();
        return kept(
                book.post(new Page(request, letters.getBytes(US_ASCII), List.of(), bad, null, T0), cdr -> false, 0));
    }

    private int known() {
        return book.progress().chunks().stream().mapToInt(ChunkRef::size).sum();
    }

    private Posting post(int pass, int from, int to, String... ids) {
        return kept(book.post(page(pass, from, to, null, ids), cdr -> false, 0));
    }

    private Posting kept(Posting posting) {
        posting.seen().written().forEach(chunk -> stored.put(chunk.ref(), chunk.prints()));
        return posting;
    }

    private static Page page(int pass, int from, int to, @Nullable Cursor next, String... ids) {
        List<Cdr> records =
                IntStream.range(0, ids.length).mapToObj(i -> cdr(i, ids[i])).toList();
        Slice slice = new Slice(T0.plusSeconds(from), T0.plusSeconds(to));
        PageRequest request = new PageRequest(STREAM, slice, null, pass, slice.from(), List.of());
        return new Page(request, new byte[1], records, List.of(), next, T0);
    }

    private static Cdr cdr(int ordinal, String id) {
        return new Cdr(ordinal, 0, 1, id, false, null, null);
    }
}
