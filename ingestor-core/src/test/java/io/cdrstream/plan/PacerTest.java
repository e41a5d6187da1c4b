package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void startsEmpty() {
        Pacer pacer = new Pacer(10, 0);

        assertThat(pacer.next(0)).isPositive();
    }

    @Test
    void noStretchOfOneSecondHoldsMoreThanTheBudgetAndMostOfItIsUsed() {
        List<Long> sent = send(new Pacer(10, 0), 60, 3);

        for (int i = 10; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - 10)).isGreaterThan(SECOND);
        }
        assertThat(afterHalfAMinute(sent)).isGreaterThanOrEqualTo((int) (30 * 10 * 0.95));
    }

    @Test
    void aProgramThatHasJustStartedKeepsARespectfulDistance() {
        List<Long> sent = send(new Pacer(10, 0), 30, 3);

        for (int i = 10; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - 10)).isGreaterThan(SECOND + SECOND / 6);
        }
        assertThat(sent.size()).isGreaterThanOrEqualTo((int) (30 * 10 * 0.8));
    }

    @Test
    void aPauseIsObeyedToTheLetter() {
        Pacer pacer = new Pacer(10, 0);
        pacer.throttled(SECOND, Duration.ofSeconds(15));

        assertThat(pacer.next(SECOND)).isEqualTo(16 * SECOND);
    }

    @Test
    void manyRefusalsOfOneEpisodeLowerThePaceOnce() {
        Pacer pacer = new Pacer(10, 0);
        for (int i = 0; i < 12; i++) {
            pacer.throttled(SECOND + i, Duration.ofSeconds(1));
        }

        assertThat(pacer.requestsPerSecond()).isCloseTo(7, within(0.01));
    }

    @Test
    void thePaceRecovers() {
        Pacer pacer = new Pacer(10, 0);
        pacer.throttled(0, Duration.ofSeconds(1));
        for (long now = 2; now < 40; now++) {
            pacer.sent(now * SECOND);
            pacer.left(now * SECOND, now * SECOND);
        }

        assertThat(pacer.requestsPerSecond()).isEqualTo(10);
    }

    @Test
    void anInstanceUsesItsShare() {
        Pacer pacer = new Pacer(10, 0);
        pacer.share(new Share(Set.of(1), 4));

        assertThat(pacer.requestsPerSecond()).isEqualTo(3);
    }

    @Test
    void noStretchOfOneSecondOfAllInstancesHoldsMoreThanTheBudget() {
        List<Long> sent = Stream.of(Set.of(0, 1), Set.of(2), Set.of(3))
                .flatMap(tasks -> {
                    Pacer pacer = new Pacer(10, 0);
                    pacer.share(new Share(tasks, 4));
                    return send(pacer, 60, 3).stream();
                })
                .sorted()
                .toList();

        for (int i = 10; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - 10)).isGreaterThan(SECOND);
        }
        assertThat(afterHalfAMinute(sent)).isGreaterThanOrEqualTo((int) (30 * 10 * 0.95));
    }

    @Test
    void aMachineThatWakesUpLateStillUsesTheBudgetAndNeverMore() {
        List<Long> sent = send(new Pacer(10, 0), 60, 45);

        for (int i = 10; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - 10)).isGreaterThan(SECOND + SECOND / 40);
        }
        assertThat(afterHalfAMinute(sent)).isGreaterThanOrEqualTo((int) (30 * 10 * 0.94));
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 500, 1030, 1100, 3000})
    void aRequestThatIsHeldUpCountsWhenItLeaves(int late) {
        Pacer pacer = new Pacer(10, 0);
        Random random = new Random(1);
        PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparing(Held::leaves));
        List<Long> left = new ArrayList<>();
        for (long now = 0; now < 120 * SECOND; now += 1_000_000) {
            while (!held.isEmpty() && held.element().leaves() <= now) {
                Held leaving = held.remove();
                pacer.left(leaving.planned(), leaving.leaves());
                left.add(leaving.leaves());
            }
            if (pacer.next(now) <= now) {
                pacer.sent(now);
                held.add(new Held(now, now + 1_000_000L * (random.nextInt(20) == 0 ? late : 1)));
            }
        }

        for (int i = 10; i < left.size(); i++) {
            assertThat(left.get(i) - left.get(i - 10)).isGreaterThan(SECOND + SECOND / 40);
        }
        assertThat(left).hasSizeGreaterThan((int) (120 * 10 * 0.8));
    }

    /** A request that leaves later than its turn. */
    private record Held(long planned, long leaves) {}

    private static long afterHalfAMinute(List<Long> sent) {
        return sent.stream().filter(time -> time >= 30 * SECOND).count();
    }

    /** Sends as soon as allowed, but up to so many milliseconds late, as a timer does. */
    private static List<Long> send(Pacer pacer, int seconds, int late) {
        Random random = new Random(1);
        List<Long> sent = new ArrayList<>();
        long now = 0;
        while (now < seconds * SECOND) {
            now = Math.max(now, pacer.next(now)) + random.nextInt(late * 1_000_000);
            pacer.sent(now);
            pacer.left(now, now);
            sent.add(now);
        }
        return sent;
    }
}
