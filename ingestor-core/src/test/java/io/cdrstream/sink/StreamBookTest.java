package io.cdrstream.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final CdrStream STREAM = Pages.stream(PassPlan.once(Duration.ZERO), T0);
    private static final Cursor CURSOR = new Cursor("c", "iv");

    private final Map<ChunkRef, Fingerprint[]> stored = new HashMap<>();
    private final StreamBook book = new StreamBook(
            STREAM,
            Progress.begin(STREAM.id(), T0, 1),
            new Fingerprints(new byte[16]),
            chunks -> stored,
            new SeenMemory(1000));

    @Test
    void aSliceOfOnePageMovesTheWatermarkAndLeavesNothing() {
        Posting posting = post(0, 10, null, null, "a", "b");

        assertThat(ids(posting)).containsExactly("a", "b");
        assertThat(posting.watermark()).isEqualTo(at(10));
        assertThat(posting.slices().written()).isEmpty();
        assertThat(posting.slices().forgotten()).isEmpty();
        assertThat(posting.seen().written()).isEmpty();
    }

    @Test
    void aPageWithANextOneKeepsItsCursorAndItsChunk() {
        Posting posting = post(0, 10, null, CURSOR, "a", "b");

        assertThat(posting.watermark()).isEqualTo(T0);
        assertThat(posting.slices().written()).singleElement().satisfies(slice -> {
            assertThat(slice.next()).isEqualTo(CURSOR);
            assertThat(slice.pages()).isOne();
        });
        assertThat(posting.seen().written()).singleElement().satisfies(chunk -> {
            assertThat(chunk.ref().sequence()).isEqualTo(posting.sequence());
            assertThat(chunk.ref().range()).isEqualTo(slice(0, 10));
            assertThat(chunk.prints()).hasSize(2);
        });
    }

    @Test
    void theLastPageDropsChunksAndProgress() {
        Posting first = post(0, 10, null, CURSOR, "a");
        Posting last = post(0, 10, CURSOR, null, "b");

        assertThat(last.seen().dropped()).extracting(ChunkRef::sequence).containsExactly(first.sequence());
        assertThat(last.slices().forgotten()).containsExactly(at(0));
        assertThat(last.watermark()).isEqualTo(at(10));
    }

    @Test
    void aRecordOnTwoPagesOfASliceIsPublishedOnce() {
        post(0, 10, null, CURSOR, "a", "b");
        Posting second = post(0, 10, CURSOR, null, "b", "c", "c");

        assertThat(ids(second)).containsExactly("c");
        assertThat(second.unchanged()).isEqualTo(2);
    }

    @Test
    void aSliceReadAgainFromItsFirstPagePublishesOnlyWhatItHasNot() {
        Posting before = post(0, 10, null, CURSOR, "a", "b");
        Posting again = post(0, 10, null, CURSOR, "b", "x");

        assertThat(ids(again)).containsExactly("x");
        assertThat(again.sequence()).isGreaterThan(before.sequence());
        assertThat(again.seen().written()).hasSize(1);
    }

    @Test
    void theHalvesOfASliceKnowWhatTheWholeHasPublished() {
        Posting whole = post(0, 10, null, CURSOR, "a", "b");
        Posting firstHalf = post(0, 5, null, null, "a");
        Posting secondHalf = post(5, 10, null, null, "b", "c");

        assertThat(ids(firstHalf)).isEmpty();
        assertThat(firstHalf.watermark()).isEqualTo(at(5));
        assertThat(firstHalf.slices().written())
                .extracting(Progress.SliceProgress::slice)
                .containsExactly(slice(5, 10));
        assertThat(firstHalf.slices().forgotten()).containsExactly(at(0));
        assertThat(firstHalf.seen().dropped()).isEmpty();
        assertThat(ids(secondHalf)).containsExactly("c");
        assertThat(secondHalf.seen().dropped()).extracting(ChunkRef::sequence).contains(whole.sequence());
        assertThat(secondHalf.watermark()).isEqualTo(at(10));
    }

    @Test
    void theWatermarkWaitsForTheGapBelow() {
        Posting later = post(10, 20, null, null, "b");
        assertThat(later.watermark()).isEqualTo(T0);
        assertThat(later.slices().written()).singleElement().matches(Progress.SliceProgress::isDone);

        Posting earlier = post(0, 10, null, null, "a");
        assertThat(earlier.watermark()).isEqualTo(at(20));
        assertThat(earlier.slices().forgotten()).containsExactly(at(10));
    }

    @Test
    void aBadRecordIsDeadOnce() {
        assertThat(postBad(null, CURSOR).dead()).hasSize(1);
        assertThat(postBad(null, CURSOR).dead()).isEmpty();
    }

    @Test
    void badRecordsThatAreAlikeAreDeadEachInItsPlace() {
        PageRequest request = new PageRequest(STREAM, slice(0, 10), null);
        List<BadRecord> bad = List.of(new BadRecord(0, 0, 1, "no object"), new BadRecord(5, 1, 1, "no object"));

        Posting first =
                kept(book.post(new Page(request, new byte[] {'4', '4'}, List.of(), bad, null, T0), cdr -> false, 0));

        assertThat(first.dead()).hasSize(2);
    }

    @Test
    void anUnreadableRecordIsDeadOnceWhereverItTurnsUpAgain() {
        byte[] unreadable = "{\"text\":\"an escape that is none: \\x\"}".getBytes(US_ASCII);
        assertThat(postUnreadable(0, unreadable, null, CURSOR).dead()).hasSize(1);
        assertThat(postUnreadable(1, unreadable, CURSOR, new Cursor("d", "iv")).dead())
                .isEmpty();
        assertThat(postUnreadable(2, unreadable, null, null).dead()).isEmpty(); // its cursor had expired
    }

    @Test
    void aSliceThatIsBeingReadDropsWhatHasComeBackFromTheDeadLetter() {
        post(0, 10, null, CURSOR, "a");

        Posting again = kept(book.postAgain(page(0, 10, null, null, "x"), null, 0));
        Posting next = post(0, 10, CURSOR, null, "x", "b");

        assertThat(ids(again)).containsExactly("x");
        assertThat(ids(next)).containsExactly("b");
    }

    @Test
    void aPageThatIsNotDueIsRefused() {
        post(0, 10, null, CURSOR, "a");

        assertThatThrownBy(() -> post(0, 10, new Cursor("other", "iv"), null, "b"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void slicesThatOverlapAreRefused() {
        post(10, 20, null, null, "a");

        assertThatThrownBy(() -> post(5, 11, null, null, "b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> post(15, 25, null, null, "b")).isInstanceOf(IllegalStateException.class);
    }

    private Posting post(int from, int to, Cursor cursor, Cursor next, String... ids) {
        return kept(book.post(page(from, to, cursor, next, ids), cdr -> false, 0));
    }

    private static Page page(int from, int to, Cursor cursor, Cursor next, String... ids) {
        List<Cdr> records = IntStream.range(0, ids.length)
                .mapToObj(i -> new Cdr(i, 0, 1, ids[i], false, null, null))
                .toList();
        PageRequest request = new PageRequest(STREAM, slice(from, to), cursor);
        return new Page(request, new byte[1], records, List.of(), next, T0);
    }

    private Posting postBad(Cursor cursor, Cursor next) {
        PageRequest request = new PageRequest(STREAM, slice(0, 10), cursor);
        List<BadRecord> bad = List.of(new BadRecord(0, 0, 1, "not a JSON object"));
        return kept(book.post(new Page(request, new byte[] {'4'}, List.of(), bad, next, T0), cdr -> false, 0));
    }

    private Posting postUnreadable(int ordinal, byte[] record, Cursor cursor, Cursor next) {
        PageRequest request = new PageRequest(STREAM, slice(0, 10), cursor);
        byte[] body = (" ".repeat(ordinal) + new String(record, US_ASCII)).getBytes(US_ASCII);
        List<BadRecord> bad = List.of(new BadRecord(ordinal, ordinal, record.length, BadRecord.UNREADABLE));
        return kept(book.post(new Page(request, body, List.of(), bad, next, T0), cdr -> false, 0));
    }

    private Posting kept(Posting posting) {
        posting.seen().written().forEach(chunk -> stored.put(chunk.ref(), chunk.prints()));
        return posting;
    }

    private static List<String> ids(Posting posting) {
        return posting.published().stream().map(p -> p.cdr().id()).toList();
    }

    private static Slice slice(int from, int to) {
        return new Slice(at(from), at(to));
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }
}
