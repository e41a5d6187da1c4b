package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiClockTest {

    private static final Instant WALL = Instant.parse("2026-03-01T12:00:00Z");

    private final ApiClock clock = new ApiClock(WALL, 0, 1);
    private long nanos;

    @Test
    void isOurOwnClockUntilSomethingIsHeard() {
        assertThat(clock.isTrusted()).isFalse();
        assertThat(clock.now(Duration.ofSeconds(3).toNanos())).isEqualTo(WALL.plusSeconds(3));
    }

    @Test
    void trustsAnAnswerThatAgrees() {
        answer(-500);

        assertThat(clock.isTrusted()).isTrue();
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-500));
    }

    @Test
    void ourOwnWrongClockIsCorrectedByThreeAgreeingAnswers() {
        answer(-3_600_000);
        answer(-3_600_400);
        assertThat(clock.isTrusted()).isFalse();

        answer(-3_600_700);
        assertThat(clock.isTrusted()).isTrue();
        assertThat(clock.offset()).isBetween(Duration.ofMillis(-3_600_700), Duration.ofMillis(-3_600_000));
    }

    @Test
    void aWrongDateNowAndThenIsIgnored() {
        for (int i = 0; i < 30; i++) {
            answer(-200);
            answer(86_400_000);
            answer(86_400_000);
        }

        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-200));
    }

    /** A server with a wrong clock, behind a connection that is kept, answers many times in a row. */
    @Test
    void laterDatesThatAgreeWithEachOtherAreIgnoredWhileThereAreOthers() {
        for (int i = 0; i < 600; i++) {
            answer(i % 100 == 0 ? -200 : 120_000);
        }

        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-200));
    }

    @Test
    void followsAJumpAheadThatAllAnswersOfAMinuteTellOf() {
        answer(-200);
        for (int i = 0; i < 600; i++) {
            answer(120_000);
        }
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-200));

        answer(120_000);
        assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(2));
    }

    /** Even if the first answers of all came from a server that is ahead, and some still do. */
    @Test
    void followsAJumpBackAtOnce() {
        for (int i = 0; i < 3; i++) {
            answer(120_000);
        }
        assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(2));

        for (int i = 0; i < 12; i++) {
            answer(i % 4 == 0 ? 120_000 : -200);
        }
        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-200));
    }

    @Test
    void aMoveIsToldOnce() {
        List<Duration> moves = new ArrayList<>();
        clock.onMove(moves::add);
        for (int i = 0; i < 10; i++) {
            answer(120_000);
        }
        for (int i = 0; i < 10; i++) {
            answer(-200);
        }

        assertThat(moves).containsExactly(Duration.ofMinutes(2), Duration.ofMillis(-200));
    }

    /** At a thousand times our speed, nanoseconds of that would be more than a long holds. */
    @Test
    void aFastClockGoesOnForYears() {
        ApiClock fast = new ApiClock(WALL, 0, 1000);

        assertThat(fast.now(Duration.ofDays(365).toNanos())).isEqualTo(WALL.plus(Duration.ofDays(365_000)));
    }

    @Test
    void wrongDatesThatDisagreeWithEachOtherAreIgnored() {
        answer(-200);
        for (int i = 1; i <= 20; i++) {
            answer(i * 10_000L);
        }

        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(-200));
    }

    @Test
    void followsASlowDrift() {
        for (int i = 0; i < 100; i++) {
            answer(i * 100L);
        }

        assertThat(clock.offset()).isGreaterThan(Duration.ofSeconds(8));
    }

    @Test
    void keepsPaceWithASimulatorsFastClock() {
        ApiClock fast = new ApiClock(WALL, 0, 60);
        for (int i = 1; i <= 50; i++) {
            nanos += Duration.ofMillis(900).toNanos();
            fast.observe(WALL.plusSeconds(3600 + 54L * i), nanos);
        }

        assertThat(fast.now(nanos)).isEqualTo(WALL.plusSeconds(3600 + 54 * 50));
        assertThat(fast.now(nanos + Duration.ofMillis(500).toNanos())).isEqualTo(WALL.plusSeconds(3600 + 54 * 50 + 30));
    }

    private void answer(long offsetMillis) {
        nanos += Duration.ofMillis(100).toNanos();
        clock.observe(WALL.plusNanos(nanos).plusMillis(offsetMillis), nanos);
    }
}
