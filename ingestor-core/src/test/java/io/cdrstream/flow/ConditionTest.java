package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.StreamStatus.Reached;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConditionTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final PassPlan ONCE = PassPlan.once(Duration.ofMinutes(5));

    private final Condition condition = new Condition(Pages.stream(ONCE, START, END), 0);

    @Test
    void aStreamIsFinishedAtItsEndOnceNothingIsDue() {
        reads(END.minusSeconds(1), true);
        assertThat(condition.isFinished()).isFalse();
        reads(END, false);
        assertThat(condition.isFinished()).isFalse();
        reads(END, true);
        assertThat(condition.isFinished()).isTrue();
        assertThat(state()).isEqualTo(State.FINISHED);
    }

    @Test
    void whoeverReadsItNextAsksAgainWhetherAnythingIsDue() {
        reads(END, true);
        condition.phase(State.ELSEWHERE);
        condition.phase(State.RESTORING);
        condition.phase(State.READING);

        assertThat(condition.isFinished()).isFalse();
    }

    @Test
    void withoutAnEndItIsNeverFinished() {
        Condition endless = new Condition(Pages.stream(ONCE, START), 0);
        endless.reached(at(END));
        endless.settled(true);

        assertThat(endless.isFinished()).isFalse();
    }

    @Test
    void whatTheApiRefusesSurvivesANewSessionAndWhatWentWrongDoesNot() {
        reads(START, false);
        condition.retrying("503");
        assertThat(state()).isEqualTo(State.RETRYING);
        condition.reopened();
        assertThat(state()).isEqualTo(State.IDLE);

        condition.parked(Refusal.FORBIDDEN, "403");
        condition.reopened();
        assertThat(condition.isTroubled()).isTrue();
        assertThat(state()).isEqualTo(State.PARKED);
        condition.recovered();
        assertThat(condition.refusal()).isEmpty();
        assertThat(state()).isEqualTo(State.IDLE);
    }

    private void reads(Instant watermark, boolean isSettled) {
        condition.phase(State.READING);
        condition.reached(at(watermark));
        condition.settled(isSettled);
    }

    private State state() {
        return condition.status(START, false).state();
    }

    private static Reached at(Instant watermark) {
        return new Reached(List.of(watermark), START, null, 0);
    }
}
