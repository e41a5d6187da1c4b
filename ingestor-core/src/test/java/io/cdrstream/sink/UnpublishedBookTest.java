package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cdr.Content;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.model.Tally.Counts;
import io.cdrstream.sink.Unpublished.TooLarge;
import io.cdrstream.sink.kafka.Pages;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * One CDR, some of whose revisions are too large for their topic: whatever of them comes back from the dead letter, its
 * deltas add up to its charge, and no event is older than the one before it.
 */
class UnpublishedBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final CdrStream STREAM = Pages.stream(
            new PassPlan(
                    Duration.ZERO,
                    List.of(
                            new Revisit(Duration.ofHours(1), 1),
                            new Revisit(Duration.ofHours(2), 1),
                            new Revisit(Duration.ofHours(3), 1)),
                    List.of(),
                    Duration.ofDays(7)),
            T0);

    private final Map<ChunkRef, Fingerprint[]> stored = new HashMap<>();
    private final StreamBook book = new StreamBook(
            STREAM,
            Progress.begin(STREAM.id(), T0, 4),
            new Fingerprints(new byte[16]),
            chunks -> stored,
            new SeenMemory(1000));
    private final List<Publication> events = new ArrayList<>();
    private final List<TooLarge> letters = new ArrayList<>();

    @Test
    void aRevisionThatFitsIsTheFirstOneIfThoseBeforeItDidNot() {
        large(0, "0.50", "submitted");
        small(1, "0.70", "delivered");

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.revision().change()).isEqualTo(Change.NEW);
            assertThat(event.delta()).isEqualByComparingTo("0.70");
        });
        assertThat(replay(0)).as("a state of the past").isFalse();
        addsUpTo("0.70");
    }

    @Test
    void ofSeveralThatAreTooLargeOnlyTheLastIsPublishedAfterAll() {
        large(0, "0.50", "submitted");
        large(1, "0.70", "submitted");

        assertThat(letters).hasSize(2);
        assertThat(replay(0)).isFalse();
        assertThat(replay(1)).isTrue();
        assertThat(replay(0)).isFalse();
        addsUpTo("0.70");
        assertThat(events.get(0).revision().change()).isEqualTo(Change.NEW);
    }

    @Test
    void anUpdateThatIsTooLargeComesBackAsOne() {
        small(0, "0.50", "submitted");
        large(1, "0.70", "delivered");
        addsUpTo("0.50");

        assertThat(replay(0)).isTrue();
        addsUpTo("0.70");
        assertThat(events.get(1).revision().change()).isEqualTo(Change.UPDATED);
        assertThat(events.get(1).revision().changed()).containsExactlyInAnyOrder(Aspect.STATUS, Aspect.CHARGE);

        small(2, "0.90", "delivered");
        addsUpTo("0.90");
    }

    @Test
    void anUpdateThatStaysDeadIsMadeUpForByTheNextOne() {
        small(0, "0.50", "submitted");
        large(1, "0.70", "delivered");
        small(2, "0.70", "read");

        addsUpTo("0.70");
        assertThat(replay(0)).isFalse();
        addsUpTo("0.70");
    }

    @Test
    void whatWasLateWhenItDiedIsLateWheneverItComesBack() {
        kept(book.post(page(0, List.of()), cdr -> false, 0));
        large(1, "0.50", "submitted");
        large(2, "0.70", "submitted");
        assertThat(letters)
                .extracting(letter -> letter.as().revision().change())
                .containsOnly(Change.LATE);

        assertThat(replay(1)).isTrue();
        assertThat(events.get(0).revision().change()).isEqualTo(Change.LATE);
        addsUpTo("0.70");
    }

    @Test
    void whatIsStillTooLargeAndStillTheSameIsOneLetter() {
        large(0, "0.50", "submitted");
        large(1, "0.50", "submitted");
        large(2, "0.50", "delivered");

        assertThat(letters).hasSize(2);
        assertThat(replay(0)).isFalse();
        assertThat(replay(1)).isTrue();
        assertThat(events.get(0).cdr().content().status()).isEqualTo("delivered");
    }

    @Test
    void whatFitsSinceALimitWasRaisedIsPublishedByTheNextPassOrByAReplayAndNotByBoth() {
        large(0, "0.50", "submitted");
        small(1, "0.50", "submitted");
        assertThat(replay(0)).isFalse();
        addsUpTo("0.50");

        large(2, "0.60", "delivered");
        assertThat(replay(1)).isTrue();
        small(3, "0.60", "delivered");
        assertThat(events).hasSize(2);
        addsUpTo("0.60");
    }

    @Test
    void anUpdateAfterADeadOneSaysWhatDiffersFromWhatWasPublished() {
        small(0, "0.50", "submitted");
        large(1, "0.70", "delivered");
        small(2, "0.90", "delivered");

        assertThat(events.get(1).revision().changed()).containsExactlyInAnyOrder(Aspect.STATUS, Aspect.CHARGE);
    }

    @Test
    void aStateThatComesBackAfterADeadOneIsUnchangedAndTheDeadOneOutdated() {
        small(0, "0.50", "submitted");
        large(1, "0.70", "delivered");
        small(2, "0.50", "submitted");

        assertThat(events).hasSize(1);
        assertThat(replay(0)).isFalse();
    }

    @Test
    void aDeadRevisionWithTheSameContentAsAnEarlierOneIsAnotherOne() {
        large(0, "0.50", "submitted");
        small(1, "0.70", "submitted");
        large(2, "0.50", "submitted");

        assertThat(replay(0)).isFalse();
        assertThat(replay(1)).isTrue();
        addsUpTo("0.50");
    }

    @Test
    void whatWasPublishedBeforeALimitWasLoweredIsUnchanged() {
        small(0, "0.50", "delivered");
        large(1, "0.50", "delivered");

        assertThat(letters).isEmpty();
    }

    @Test
    void aDeadRevisionCountsAsDeadAndItsChargeNowhere() {
        large(0, "0.50", "submitted");

        assertThat(book.progress().tallies()).singleElement().satisfies(tally -> {
            assertThat(tally.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 1, 1));
            assertThat(tally.charge()).isEmpty();
        });
    }

    private void small(int pass, String charge, String status) {
        read(pass, charge, status, false);
    }

    private void large(int pass, String charge, String status) {
        read(pass, charge, status, true);
    }

    private void read(int pass, String charge, String status, boolean isTooLarge) {
        kept(book.post(page(pass, charge, status), cdr -> isTooLarge, 0));
    }

    /** Whether the letter is an event now. */
    private boolean replay(int letter) {
        TooLarge large = letters.get(letter);
        String status = Objects.requireNonNull(large.cdr().content().status());
        String charge = Objects.requireNonNull(large.cdr().charge());
        Unpublished.Print print = Unpublished.Print.parse(large.as().print().toString());
        Unpublished as = new Unpublished(large.as().revision(), print);
        return !kept(book.postAgain(page(0, charge, status), as, 0)).published().isEmpty();
    }

    private void addsUpTo(String charge) {
        assertThat(events.stream()
                        .map(Publication::delta)
                        .map(Objects::requireNonNull)
                        .reduce(BigDecimal::add))
                .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo(charge));
    }

    private Posting kept(Posting posting) {
        posting.seen().written().forEach(chunk -> stored.put(chunk.ref(), chunk.prints()));
        events.addAll(posting.published());
        letters.addAll(posting.tooLarge());
        return posting;
    }

    private static Page page(int pass, String charge, String status) {
        return page(pass, List.of(new Cdr(0, 0, 1, "a", false, T0, null, charge, new Content(status, "GB", "EUR", 1))));
    }

    private static Page page(int pass, List<Cdr> records) {
        Slice slice = new Slice(T0, T0.plusSeconds(10));
        PageRequest request = new PageRequest(STREAM, slice, null, pass, slice.from(), List.of());
        return new Page(request, new byte[1], records, List.of(), null, T0.plusSeconds(20));
    }
}
