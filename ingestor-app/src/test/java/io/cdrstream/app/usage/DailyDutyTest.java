package io.cdrstream.app.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DailyDutyTest {

    private static final Instant TWO = Instant.parse("2026-03-02T02:00:00Z");

    private final DailyDuty duty = new DailyDuty(LocalTime.of(2, 0));

    @Test
    void aDayIsDueAtItsTimeOfTheDayAfterToTheSecondAndOnce() {
        done(TWO.minus(Duration.ofDays(1)));
        assertThat(duty.isDue(TWO.minusMillis(1))).isFalse();
        assertThat(duty.isDue(TWO)).isTrue();
        assertThat(duty.day()).isEqualTo(LocalDate.parse("2026-03-01"));
        duty.done();
        assertThat(duty.isDue(TWO.plusSeconds(1))).isFalse();
        assertThat(duty.isDue(TWO.plus(Duration.ofDays(1)).minusMillis(1))).isFalse();
        assertThat(duty.isDue(TWO.plus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void afterAStartTheLastDayThatWasDueIsMadeUpFor() {
        assertThat(duty.isDue(TWO.minusSeconds(1))).isTrue();
        assertThat(duty.day()).isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(duty.isDue(TWO.plus(Duration.ofHours(20)))).isTrue();
        assertThat(duty.day()).isEqualTo(LocalDate.parse("2026-03-01"));
    }

    @Test
    void atMidnightItIsTheDayThatEndsThere() {
        DailyDuty atOnce = new DailyDuty(LocalTime.MIDNIGHT);
        assertThat(atOnce.isDue(Instant.parse("2026-03-02T00:00:00Z"))).isTrue();
        assertThat(atOnce.day()).isEqualTo(LocalDate.parse("2026-03-01"));
    }

    @Test
    void whatFailsIsTriedAgainWithGrowingPausesAndThenGivenUpForTheDay() {
        List<Duration> pauses = new ArrayList<>();
        Instant now = TWO;
        for (int attempt = 1; attempt < DailyDuty.MOST_ATTEMPTS; attempt++) {
            assertThat(duty.isDue(now)).isTrue();
            Duration pause = duty.failed(now).orElseThrow();
            assertThat(duty.isDue(now.plus(pause).minusMillis(1))).isFalse();
            pauses.add(pause);
            now = now.plus(pause);
        }
        assertThat(duty.isDue(now)).isTrue();
        assertThat(duty.failed(now)).isEqualTo(Optional.empty());
        assertThat(duty.isDue(now.plus(Duration.ofHours(20)))).isFalse();
        assertThat(pauses).startsWith(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
        assertThat(pauses).endsWith(Duration.ofHours(1));
        assertThat(duty.isDue(TWO.plus(Duration.ofDays(1))))
                .as("the next day begins anew")
                .isTrue();
    }

    @Test
    void aClockThatGoesBackRepeatsNothing() {
        done(TWO);
        assertThat(duty.isDue(TWO.minus(Duration.ofDays(3)))).isFalse();
        assertThat(duty.day()).isEqualTo(LocalDate.parse("2026-03-01"));
    }

    private void done(Instant now) {
        assertThat(duty.isDue(now)).isTrue();
        duty.done();
    }
}
