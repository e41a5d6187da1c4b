package io.cdrstream.flow;

import static io.cdrstream.source.Answer.Fault.CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.TooLarge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowUpReaderTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Slice HOUR = new Slice(T0, T0.plusSeconds(3600));
    private static final Slice NEXT_HOUR = new Slice(HOUR.to(), HOUR.to().plusSeconds(3600));
    private static final Instant DUE = NEXT_HOUR.to().plus(Duration.ofHours(1));
    private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final CdrStream STREAM =
            Pages.stream(new PassPlan(Duration.ZERO, List.of(), List.of(Duration.ofHours(1)), Duration.ofDays(7)), T0);

    private final List<String> said = new ArrayList<>();
    private final FollowUpReader reader =
            new FollowUpReader(STREAM, List.of(batch(1, HOUR, 30), batch(2, NEXT_HOUR, 5)), new FlowListener() {
                @Override
                public void lookUpFailed(StreamId stream, String sentence, Duration pause) {
                    said.add(sentence);
                }
            });

    @Test
    void aBatchIsAskedForWhenItIsDueTwentyAtATime() {
        assertThat(reader.next(HOUR.to().plusSeconds(3599), 0, range -> true)).isNull();
        PageRequest first = next(0);
        assertThat(first.ids()).hasSize(20);
        assertThat(first.slice()).isEqualTo(HOUR);
        assertThat(next(0).slice()).isEqualTo(NEXT_HOUR);
        assertThat(next(0)).isNull();
    }

    @Test
    void nothingIsAskedForWhileItsTimeIsBeingRead() {
        assertThat(reader.next(DUE, 0, range -> !range.equals(HOUR)).slice()).isEqualTo(NEXT_HOUR);
    }

    @Test
    void aBatchThatFailsWaitsAndHoldsNoOtherUp() {
        PageRequest first = next(0);
        assertThat(reader.answered(first, new Failed(CONNECTION, "reset", null), 0))
                .isFalse();

        assertThat(next(0).slice()).isEqualTo(NEXT_HOUR);
        assertThat(next(0)).isNull();
        assertThat(next(A_MINUTE)).isEqualTo(first);
        assertThat(said).containsExactly("reset");
    }

    @Test
    void anAnswerThatIsTooLargeIsAskedForInHalves() {
        PageRequest first = next(0);
        reader.answered(first, new TooLarge(1000, null), 0);

        assertThat(next(A_MINUTE).ids()).isEqualTo(first.ids().subList(0, 10));
    }

    @Test
    void unreadableRecordsMayComeWholeNextTimeAndAreTakenAsTheyAreTheFourth() {
        long now = 0;
        for (int i = 0; i < 3; i++) {
            PageRequest first = next(now);
            assertThat(reader.answered(first, salvaged(first), now)).isFalse();
            now += A_MINUTE;
        }
        PageRequest first = next(now);
        assertThat(reader.answered(first, salvaged(first), now)).isTrue();
        assertThat(said).hasSize(3);
    }

    @Test
    void anAnswerNobodyHasAskedForIsDropped() {
        PageRequest stranger = PageRequest.followUp(STREAM, HOUR, List.of("x"));
        assertThat(reader.answered(stranger, salvaged(stranger), 0)).isFalse();
        assertThat(said).isEmpty();
    }

    private PageRequest next(long now) {
        return reader.next(DUE, now, range -> true);
    }

    private static Answer salvaged(PageRequest request) {
        BadRecord bad = new BadRecord(0, 0, 2, BadRecord.UNREADABLE);
        return new Got(new Page(request, new byte[2], List.of(), List.of(bad), null, DUE), null);
    }

    private static FollowUp batch(long number, Slice range, int ids) {
        return new FollowUp(
                number,
                0,
                range,
                IntStream.range(0, ids).mapToObj(i -> number + "-" + i).toList());
    }
}
