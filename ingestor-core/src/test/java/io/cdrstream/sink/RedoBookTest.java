package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A redo in a stream's book. Times are minutes. */
class RedoBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MEMORY = Duration.ofHours(2);

    private final Map<ChunkRef, Fingerprint[]> stored = new HashMap<>();
    private CdrStream stream;
    private StreamBook book = book(MEMORY, Progress.begin(StreamId.of("abcd1234", "SMS", Direction.OUTBOUND), T0, 1));

    @Test
    void whatARedoHasYetToReadIsNotForgotten() {
        read(0, 60, "a");
        read(60, 120, "b");
        redo(0);
        for (int minute = 120; minute < 600; minute += 60) {
            assertThat(read(minute, minute + 60, "at" + minute).reached().known())
                    .isEqualTo(T0);
        }

        Posting first = again(0, 60, "a", "late");
        assertThat(ids(first)).containsExactly("late");
        assertThat(first.published().get(0).revision().change()).isEqualTo(Change.LATE);
        assertThat(first.reached().known()).isEqualTo(at(60));

        Posting last = again(60, 120, "b");
        assertThat(last.published()).isEmpty();
        assertThat(last.reached().redo()).matches(Redo::isOver);
        Reached after = read(600, 660, "c").reached();
        assertThat(after.redo()).isNull();
        assertThat(after.known()).isEqualTo(at(540));
    }

    @Test
    void aLongerMemoryBringsNothingBackThatWasForgotten() {
        for (int minute = 0; minute < 600; minute += 60) {
            read(minute, minute + 60, "at" + minute);
        }
        Instant known = at(480);
        assertThat(book.progress().reached().known()).isEqualTo(known);

        book = book(MEMORY.multipliedBy(100), book.progress());
        assertThat(read(600, 660, "x").reached().known()).isEqualTo(known);

        assertThatThrownBy(() -> redo(479)).isInstanceOf(RedoRefused.class);
        redo(480);
        assertThat(again(480, 660, "at480", "at540", "x").published()).isEmpty();
    }

    @Test
    void anHourThatWasReadAgainIsCorrectedAndSoIsTheOneInWhichARedoEnds() {
        read(0, 60, "a");
        read(60, 90, "b");
        redo(30);

        assertThat(entries(again(60, 90, "b", "d")))
                .as("the first hour is not read")
                .isEmpty();
        Posting both = again(30, 60, "c");
        assertThat(entries(both)).containsExactly("redo 0 late 1", "redo 60 late 1");
        assertThat(book.progress().tallies()).extracting(Tally::pass).doesNotContain(PageRequest.REDO);
    }

    @Test
    void whatWasCancelledLeavesNoSliceAndNoTallyAndWhatItHasPublishedIsKnown() {
        read(0, 60, "a");
        read(60, 120, "b");
        redo(30);
        again(90, 120, "d"); // above a gap
        again(30, 60, List.of("c"), new Cursor("next", "iv"));

        CancelledRedo cancelled = CancelledRedo.of(stream, book.progress());
        assertThat(cancelled.redo()).isEqualTo(new Redo(at(30), at(30), at(120)));
        assertThat(cancelled.slices()).containsExactly(at(30), at(90));
        assertThat(cancelled.entries())
                .extracting(RedoBookTest::text)
                .containsExactly("redo 0 late 1", "redo 60 late 1");
        assertThat(cancelled.tallies()).extracting(Tally::hour).containsExactly(T0, at(60));

        book = book(MEMORY, without(cancelled));
        assertThat(entries(read(120, 125, "e"))).isEmpty();
        redo(30);
        assertThat(ids(again(30, 125, "a", "b", "c", "d", "e", "f"))).containsExactly("f");
    }

    @Test
    void whatWasCancelledHoldsNothingBack() {
        read(0, 60, "a");
        read(60, 120, "b");
        redo(0);
        assertThat(read(120, 600, "c").reached().known()).isEqualTo(T0);

        book = book(MEMORY, without(CancelledRedo.of(stream, book.progress())));
        assertThat(read(600, 660, "d").reached().known()).isEqualTo(at(540));
    }

    @Test
    void onlyWhatIsUnderWayCanBeCancelled() {
        assertThatThrownBy(() -> CancelledRedo.of(stream, book.progress())).isInstanceOf(RedoRefused.class);
    }

    private Progress without(CancelledRedo cancelled) {
        Progress now = book.progress();
        Reached reached = now.reached();
        return new Progress(
                now.stream(),
                new Reached(now.begin(), now.frontiers(), now.sealed(), reached.known(), now.sequence(), null),
                now.slices().stream()
                        .filter(slice ->
                                !cancelled.slices().contains(slice.slice().from()))
                        .toList(),
                now.chunks(),
                now.followUps(),
                now.tallies().stream()
                        .filter(tally -> !cancelled.tallies().contains(tally))
                        .toList());
    }

    @Test
    void whatIsAskedByIdAfterARedoCorrectsAnHourThatWasSealed() {
        read(0, 60, "a");
        read(60, 120, "b");
        redo(0);
        Posting found = again(0, 120, "?open");
        assertThat(found.followUps()).hasSize(1);
        assertThat(read(120, 180, "c").reached().sealed())
                .as("it is waited for")
                .isEqualTo(at(120));

        Posting asked = post(PageRequest.followUp(stream, slice(0, 120), List.of("?open")), 0, "?open!");

        assertThat(asked.published()).hasSize(1);
        assertThat(entries(asked)).containsExactlyInAnyOrder("sealed 0 late 0", "sealed 120 late 0");
        assertThat(asked.entries())
                .filteredOn(entry -> entry.from().equals(T0))
                .allMatch(entry -> entry.found().counts().updated() == 1);
        assertThat(book.progress().tallies()).isEmpty();
    }

    @Test
    void aRedoKeepsToItsTimeAndIsReadWithoutAGap() {
        read(0, 60, "a");
        assertThatThrownBy(() -> again(0, 60, "a")).isInstanceOf(IllegalStateException.class);
        redo(10);

        assertThatThrownBy(() -> again(0, 20, "a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> again(40, 61, "a")).isInstanceOf(IllegalStateException.class);
        assertThat(again(30, 60, "x").reached().redo()).isEqualTo(new Redo(at(10), at(10), at(60)));
        assertThat(again(10, 30, "y").reached().redo()).matches(Redo::isOver);
    }

    private void redo(int from) {
        Progress now = book.progress();
        Reached reached = now.reached();
        Reached redone = new Reached(
                reached.begin(),
                reached.frontiers(),
                reached.sealed(),
                reached.known(),
                reached.sequence(),
                Redo.of(reached, at(from)));
        book = book(
                stream.plan().memory(),
                new Progress(now.stream(), redone, now.slices(), now.chunks(), now.followUps(), now.tallies()));
    }

    private StreamBook book(Duration memory, Progress progress) {
        stream = Pages.stream(new PassPlan(Duration.ZERO, List.of(), List.of(Duration.ofHours(72)), memory), T0);
        return new StreamBook(stream, progress, new Fingerprints(new byte[16]), chunks -> stored, new SeenMemory(1000));
    }

    private Posting read(int from, int to, String... ids) {
        return post(new PageRequest(stream, slice(from, to), null), from, ids);
    }

    private Posting again(int from, int to, String... ids) {
        return again(from, to, List.of(ids), null);
    }

    /** @param next null = it is read to its end */
    private Posting again(int from, int to, List<String> ids, @Nullable Cursor next) {
        PageRequest request = new PageRequest(stream, slice(from, to), null, PageRequest.REDO, at(from), List.of());
        return post(request, from, ids, next);
    }

    /** @param ids those with a question mark are in an open state, with an exclamation mark no longer */
    private Posting post(PageRequest request, int minute, String... ids) {
        return post(request, minute, List.of(ids), null);
    }

    private Posting post(PageRequest request, int minute, List<String> ids, @Nullable Cursor next) {
        List<Cdr> records = IntStream.range(0, ids.size())
                .mapToObj(i -> record(i, minute, ids.get(i)))
                .toList();
        Posting posting = book.post(new Page(request, new byte[1], records, List.of(), next, at(200)), cdr -> false, 0);
        posting.seen().written().forEach(chunk -> stored.put(chunk.ref(), chunk.prints()));
        return posting;
    }

    private static Cdr record(int ordinal, int minute, String id) {
        boolean isOpen = id.startsWith("?") && !id.endsWith("!");
        Cdr.Content content = new Cdr.Content(isOpen ? "submitted" : "delivered", null, null, 0);
        return new Cdr(ordinal, 0, 1, id.replace("!", ""), false, at(minute), null, null, content);
    }

    private static List<String> ids(Posting posting) {
        return posting.published().stream().map(each -> each.cdr().id()).toList();
    }

    private static List<String> entries(Posting posting) {
        return posting.entries().stream().map(RedoBookTest::text).toList();
    }

    private static String text(CompletenessEntry entry) {
        return entry.pass() + " " + Duration.between(T0, entry.from()).toMinutes() + " late "
                + entry.found().counts().late();
    }

    private static Slice slice(int from, int to) {
        return new Slice(at(from), at(to));
    }

    private static Instant at(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }
}
