package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class MissingForecastTest {

    private static final PassPlan PLAN = new PassPlan(
            Duration.ofMinutes(1),
            List.of(
                    Revisit.of(Duration.ofMinutes(5)),
                    Revisit.of(Duration.ofMinutes(30)),
                    Revisit.of(Duration.ofHours(3))),
            List.of(),
            Duration.ofDays(7));

    /** What was learned on one day says what is missing on another one. */
    @Test
    void ofRecordsWithLogNormalDelayItExpectsWhatLaterPassesThenFind() {
        ArrivalDelay learned = new Delays(PLAN, 30, 1.3, 300_000, 1).learned();
        MissingForecast forecast = new MissingForecast(PLAN, learned);
        long[] found = new Delays(PLAN, 30, 1.3, 300_000, 2).found;

        assertThat(forecast.expected(found[0], 1))
                .isCloseTo(found[1] + found[2] + found[3], Percentage.withPercentage(3));
        assertThat(forecast.expected(found[0] + found[1], 2))
                .isCloseTo(found[2] + found[3], Percentage.withPercentage(15));
        assertThat(forecast.expected(found[0] + found[1] + found[2], 3)).isCloseTo(found[3], within(30.0));
    }

    @Test
    void afterTheLastPassNothingIsExpectedSinceNothingCanBeKnown() {
        ArrivalDelay learned = new Delays(PLAN, 30, 1.3, 1000, 1).learned();
        assertThat(new MissingForecast(PLAN, learned).expected(1000, 4)).isZero();
    }

    @Test
    void aPlanThatReadsOnceExpectsNothing() {
        ArrivalDelay learned = new Delays(PLAN, 30, 1.3, 1000, 1).learned();
        MissingForecast forecast = new MissingForecast(PassPlan.once(Duration.ofMinutes(1)), learned);
        assertThat(forecast.expected(1000, 0)).isZero();
        assertThat(forecast.expected(1000, 1)).isZero();
    }

    @Test
    void withoutAnyRecordNothingIsExpected() {
        MissingForecast forecast = new MissingForecast(PLAN, new ArrivalDelay("abcd1234/SMS", new TreeMap<>()));
        assertThat(forecast.expected(1000, 1)).isZero();
    }
}
