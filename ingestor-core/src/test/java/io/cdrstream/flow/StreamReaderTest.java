package io.cdrstream.flow;

import static io.cdrstream.source.Answer.Fault.CONNECTION;
import static io.cdrstream.source.Answer.Fault.CUT;
import static io.cdrstream.source.Answer.Fault.MALFORMED;
import static io.cdrstream.source.Answer.Fault.SERVER_ERROR;
import static io.cdrstream.source.Answer.Fault.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Postings;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamReaderTest {

    private static final Instant NOW = Pages.START.plus(Duration.ofDays(1));

    private final List<Duration> pauses = new ArrayList<>();
    private final CdrStream stream = Pages.stream("cdr.sms");
    private final StreamReader reader = new StreamReader(
            stream,
            Progress.begin(stream.id(), Pages.START, 1),
            List.of(),
            Duration.ofSeconds(10),
            new Condition(stream, 0),
            0,
            new FlowListener() {
                @Override
                public void parked(StreamId stream, Refusal refusal, String sentence, Duration pause) {
                    pauses.add(pause);
                }
            });

    @Test
    void whatIsCommittedIsNotPlannedAgain() {
        PageRequest first = readOneSlice();
        PageRequest second = readOneSlice();
        assertThat(second.slice().from()).isEqualTo(first.slice().to());

        reader.committed(posting(first, first.slice().to()));
        reader.committed(posting(second, second.slice().to()));

        PageRequest third = readOneSlice();
        assertThat(third.slice().from()).isEqualTo(second.slice().to());
    }

    @Test
    void isParkedAtTheFourthUnreadableAnswerAndNotLongerForWhatFailedBefore() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        long now = 0;
        for (Fault fault :
                List.of(CONNECTION, MALFORMED, SERVER_ERROR, MALFORMED, CONNECTION, MALFORMED, SERVER_ERROR)) {
            reader.answered(request, new Answer.Failed(fault, "failed", null), now);
            now += Duration.ofMinutes(1).toNanos();
            request = reader.nextPage(now);
        }
        assertThat(pauses).isEmpty();

        reader.answered(request, new Answer.Failed(MALFORMED, "failed", null), now);

        assertThat(pauses).singleElement(DURATION).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(reader.nextPage(now)).isNull();
        assertThat(reader.nextPage(now + Duration.ofSeconds(5).toNanos())).isEqualTo(request);
    }

    @Test
    void aPageThatIsCutAgainAndAgainParksItsStreamAndATimeoutWaitsLonger() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        for (int i = 0; i < 4; i++) {
            assertThat(pauses).isEmpty();
            long now = i * Duration.ofMinutes(1).toNanos();
            reader.answered(request, new Answer.Failed(CUT, "failed", null), now);
            reader.nextPage(now + Duration.ofMinutes(1).toNanos());
        }
        assertThat(pauses).hasSize(1);
        long now = Duration.ofHours(1).toNanos();
        for (int i = 0; i < 12; i++) {
            reader.answered(request, new Answer.Failed(TIMEOUT, "failed", null), now);
        }
        assertThat(reader.nextPage(now + Duration.ofMinutes(3).toNanos())).isNull();
        assertThat(reader.nextPage(now + Duration.ofMinutes(5).toNanos())).isEqualTo(request);
    }

    @Test
    void whatIsPaidForEachTimeIsProbedLessOftenThanWhatIsRefused() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        long now = 0;
        for (int refusal = 0; refusal < 12; refusal++) {
            reader.answered(request, new Answer.Refused(Refusal.FORBIDDEN, "refused", null), now);
            now += Duration.ofHours(1).toNanos();
            request = reader.nextPage(now);
        }
        assertThat(pauses).last(DURATION).isLessThanOrEqualTo(Duration.ofMinutes(5));

        reader.answered(request, new Answer.Refused(Refusal.UNREADABLE, "cut again and again", null), now);
        assertThat(pauses).last(DURATION).isBetween(Duration.ofMinutes(45), Duration.ofHours(1));
    }

    @Test
    void aPageWithUnreadableRecordsIsAskedForThreeTimesMoreAndThenTaken() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        long now = 0;
        for (Answer answer : List.of(
                salvaged(request),
                new Answer.Failed(CUT, "failed", null),
                salvaged(request),
                new Answer.Failed(MALFORMED, "failed", null),
                new Answer.Failed(CONNECTION, "failed", null),
                salvaged(request))) {
            assertThat(reader.answered(request, answer, now)).isFalse();
            assertThat(reader.nextSlice(NOW, now, 12)).isNull();
            now += Duration.ofMinutes(1).toNanos();
            request = reader.nextPage(now);
        }

        assertThat(reader.answered(request, salvaged(request), now)).isTrue();

        assertThat(pauses).isEmpty();
        assertThat(reader.nextPage(now)).isNull();
        assertThat(reader.nextSlice(NOW, now, 12)).isNotNull();
    }

    @Test
    void aPageThatComesWholeAfterAllIsTakenAndTheNextOneHasThePatienceOfItsOwn() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        long now = 0;
        for (int i = 0; i < 3; i++) {
            assertThat(reader.answered(request, salvaged(request), now)).isFalse();
            now += Duration.ofMinutes(1).toNanos();
            request = reader.nextPage(now);
        }
        Page whole = Pages.page(stream, request.slice(), null, "next", "a");
        assertThat(reader.answered(request, new Answer.Got(whole, null), now)).isTrue();

        PageRequest next = reader.nextPage(now);
        assertThat(next.cursor()).isEqualTo(whole.next());
        assertThat(reader.answered(next, salvaged(next), now)).isFalse();
    }

    @Test
    void aPageThatALostSessionHasLeftIsNotPaidForAgain() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        assertThat(reader.answered(request, salvaged(request), 0)).isFalse();
        long now = Duration.ofMinutes(1).toNanos();
        assertThat(reader.nextHeld(now, request::equals)).isEqualTo(request);
        assertThat(reader.answered(request, salvaged(request), now)).isTrue();
    }

    @Test
    void aRevisitThatIsRefusedHoldsTheFirstPassUpNoMore() {
        StreamReader both = revisiting();
        PageRequest revisit = both.nextRevisit(NOW, 0);
        assertThat(revisit.pass()).isEqualTo(1);

        both.answered(revisit, new Answer.Refused(Refusal.FORBIDDEN, "403", null), 0);

        PageRequest first = both.nextSlice(NOW, 0, 12);
        assertThat(first).isNotNull();
        assertThat(first.pass()).isZero();
        assertThat(both.nextPage(0)).isNull();
        assertThat(both.nextPage(Duration.ofMinutes(1).toNanos())).isEqualTo(revisit);
    }

    /** A stream with twelve hours to revisit. */
    private StreamReader revisiting() {
        CdrStream twice = revisited(Revisit.of(Duration.ofHours(3)));
        List<Instant> frontiers = List.of(NOW.minus(Duration.ofHours(12)), Pages.START);
        Progress hours = new Progress(
                twice.id(),
                new Reached(Pages.START, frontiers, Pages.START, Pages.START, 0, null),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new StreamReader(
                twice, hours, List.of(), Duration.ofSeconds(10), new Condition(twice, 0), 0, new FlowListener() {});
    }

    @Test
    void whatIsLeftOfASliceThatWasTooLongIsNotTriedAtLengthsKnownToBeTooLong() {
        reader.answered(reader.nextSlice(NOW, 0, 12), got(slice(0, 60), 200), 0); // next: eight minutes
        List<Long> tooLong = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        PageRequest request = reader.nextSlice(NOW, 0, 1);
        Instant end = request.slice().to();
        while (request != null) {
            long seconds = request.slice().span().toSeconds();
            boolean isTooLong = seconds > 100;
            (isTooLong ? tooLong : read).add(seconds);
            Answer answer = isTooLong ? new Answer.TooLarge(1, null) : got(request.slice(), (int) (seconds * 10 / 3));
            reader.answered(request, answer, 0);
            request = reader.nextPage(0);
        }

        assertThat(tooLong).containsExactly(480L, 150L);
        assertThat(read.stream().mapToLong(seconds -> seconds).sum()).isEqualTo(480);
        assertThat(read).hasSizeLessThan(8);
        assertThat(reader.nextSlice(NOW, 0, 1).slice())
                .matches(slice -> slice.from().equals(end))
                .matches(slice -> slice.span().toSeconds() <= 100);
    }

    @Test
    void whatIsLeftOfARevisitThatWasTooLongIsReadInPartsThatFit() {
        StreamReader both = revisiting();
        PageRequest request = both.nextRevisit(NOW, 0);
        int tooLarge = 0;
        List<PageRequest> read = new ArrayList<>();
        for (; request != null; request = both.nextPage(0)) {
            boolean isTooLong = request.slice().span().toMinutes() > 10;
            tooLarge += isTooLong ? 1 : 0;
            read.add(request);
            both.answered(request, isTooLong ? new Answer.TooLarge(1, null) : got(request.slice(), 100), 0);
        }

        assertThat(tooLarge).isLessThan(10);
        assertThat(read).last().satisfies(last -> assertThat(last.pass()).isEqualTo(1));
        assertThat(read.get(read.size() - 1).slice().to())
                .isEqualTo(read.get(0).slice().to());
        assertThat(both.nextSlice(NOW, 0, 12).slice().span()).isEqualTo(Duration.ofMinutes(1)); // of its own length
    }

    private static Slice slice(int from, int to) {
        return new Slice(Pages.START.plusSeconds(from), Pages.START.plusSeconds(to));
    }

    private Answer got(Slice slice, int records) {
        String[] ids = IntStream.range(0, records).mapToObj(i -> "id-" + i).toArray(String[]::new);
        return new Answer.Got(Pages.page(stream, slice, null, null, ids), null);
    }

    private CdrStream revisited(Revisit revisit) {
        return new CdrStream(
                stream.id(),
                stream.credential(),
                stream.product(),
                Map.of(),
                "id",
                stream.topic(),
                EventFormat.JSON,
                new PassPlan(Duration.ofMinutes(5), List.of(revisit), List.of(), Duration.ofDays(7)),
                Pages.START,
                null);
    }

    private static Answer salvaged(PageRequest request) {
        BadRecord bad = new BadRecord(0, 0, 2, BadRecord.UNREADABLE);
        return new Answer.Got(new Page(request, new byte[2], List.of(), List.of(bad), null, NOW), null);
    }

    private PageRequest readOneSlice() {
        PageRequest request = reader.nextSlice(NOW, 0, 12);
        assertThat(request).isNotNull();
        reader.answered(request, new Answer.Got(Pages.page(stream, request.slice(), null, null, "a"), null), 0);
        return request;
    }

    private static Posting posting(PageRequest request, Instant watermark) {
        Page page = new Page(request, new byte[0], List.of(), List.of(), null, NOW);
        return Postings.committed(page, 0, 0, 0, watermark, Map.of()).posting();
    }
}
