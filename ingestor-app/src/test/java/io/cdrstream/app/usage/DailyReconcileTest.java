package io.cdrstream.app.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.usage.Outcome.NotBegun;
import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Reconciled;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.app.usage.Outcome.Unanswered;
import io.cdrstream.observe.UsageMeters;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The schedule in virtual time: when which credential is asked about which day, and what is told of it. */
final class DailyReconcileTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> begun = new HashSet<>(Set.of("one", "two"));
    private boolean isOnDuty = true;
    private Duration takes = Duration.ZERO;
    private Disposable running = () -> {};

    @BeforeEach
    void start() {
        UsageMeters meters = new UsageMeters(registry, List.of("one", "two"));
        Configuration.Reconcile settings = new Configuration.Reconcile(true, LocalTime.of(2, 0), 0.01);
        running = new DailyReconcile(settings, new Instance(), new Round(), meters, scheduler)
                .run()
                .subscribe();
    }

    @AfterEach
    void stop() {
        running.dispose();
    }

    @Test
    void everyDayIsReconciledOnceAndTheLastOneIsMadeUpForAtTheStart() {
        pass(Duration.ofHours(12));
        assertThat(asked).containsExactly("[one, two] 2026-02-28");
        pass(Duration.ofHours(3));
        assertThat(asked).containsExactly("[one, two] 2026-02-28", "[one, two] 2026-03-01");
        pass(Duration.ofDays(1));
        assertThat(asked).hasSize(3).endsWith("[one, two] 2026-03-02");
        assertThat(day("one")).isEqualTo(LocalDate.parse("2026-03-02"));
    }

    @Test
    void whoIsNotOnDutyNeverAsks() {
        isOnDuty = false;
        pass(Duration.ofDays(3));
        assertThat(asked).isEmpty();
        assertThat(registry.find("cdrstream.reconciled.day.seconds").gauges()).isEmpty();
    }

    @Test
    void aGroupThatIsBeingPutTogetherAsksNotYet() {
        for (int i = 0; i < 5; i++) {
            isOnDuty = true;
            pass(Duration.ofSeconds(8));
            isOnDuty = false;
            pass(Duration.ofSeconds(2));
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whoTakesTheDutyOverMakesUpForTheDayAndWhoHadItTellsNoMore() {
        pass(Duration.ofMinutes(1));
        assertThat(registry.find("cdrstream.reconciled.records").gauges()).hasSize(8);
        isOnDuty = false;
        pass(Duration.ofMinutes(1));
        assertThat(registry.find("cdrstream.reconciled.records").gauges()).isEmpty();
        assertThat(registry.find("cdrstream.reconciled.day.seconds").gauges()).isEmpty();
        isOnDuty = true;
        pass(Duration.ofMinutes(1));
        assertThat(asked).containsExactly("[one, two] 2026-02-28", "[one, two] 2026-02-28");
    }

    @Test
    void whatComesAfterTheDutyIsGoneIsNotTold() {
        takes = Duration.ofMinutes(10);
        pass(Duration.ofMinutes(5));
        isOnDuty = false;
        pass(Duration.ofMinutes(10));
        assertThat(asked).hasSize(1);
        assertThat(registry.find("cdrstream.reconciled.records").gauges()).isEmpty();
    }

    @Test
    void aCredentialThatIsNotAnsweredIsAskedForAgainByItselfAndCounted() {
        silent.add("two");
        pass(Duration.ofMinutes(2));
        assertThat(asked).containsExactly("[one, two] 2026-02-28", "[two] 2026-02-28");
        assertThat(failures("one")).isZero();
        assertThat(failures("two")).isEqualTo(2);
        silent.clear();
        pass(Duration.ofMinutes(10));
        assertThat(asked).hasSize(3);
        assertThat(day("two")).isEqualTo(LocalDate.parse("2026-02-28"));
    }

    @Test
    void anAccountThatIsNotAnsweredHidesNoOtherAndItsCredentialIsAskedForAgain() {
        refused.add("two");
        pass(Duration.ofMinutes(2));
        assertThat(asked).containsExactly("[one, two] 2026-02-28", "[two] 2026-02-28");
        assertThat(failures("two")).isEqualTo(2);
        assertThat(registry.find("cdrstream.reconciled.records")
                        .tag("credential", "two")
                        .gauges())
                .hasSize(4);
        assertThat(day("two")).as("not reconciled").isEqualTo(LocalDate.EPOCH);
        refused.clear();
        pass(Duration.ofMinutes(10));
        assertThat(asked).hasSize(3);
        assertThat(day("two")).isEqualTo(LocalDate.parse("2026-02-28"));
    }

    @Test
    void aDayBeforeTheFirstCommitIsNobodysDifference() {
        begun.remove("two");
        pass(Duration.ofMinutes(1));
        assertThat(asked).containsExactly("[one, two] 2026-02-28");
        assertThat(failures("two")).isZero();
        assertThat(day("two")).isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(registry.find("cdrstream.reconciled.records")
                        .tag("credential", "two")
                        .gauges())
                .isEmpty();
    }

    @Test
    void whatFailsAllDayIsGivenUpAndTheNextDayIsTriedAgain() {
        silent.add("one");
        silent.add("two");
        pass(Duration.ofHours(13));
        assertThat(asked).hasSize(DailyDuty.MOST_ATTEMPTS);
        silent.clear();
        pass(Duration.ofHours(2));
        assertThat(asked).hasSize(DailyDuty.MOST_ATTEMPTS + 1).endsWith("[one, two] 2026-03-01");
    }

    @Test
    void aDefectOfTheRoundIsAFailedAttemptAndNotTheEnd() {
        silent.add("defect");
        pass(Duration.ofMinutes(1));
        assertThat(failures("one")).isEqualTo(1);
        silent.clear();
        pass(Duration.ofMinutes(10));
        assertThat(day("one")).isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(running.isDisposed()).isFalse();
    }

    private void pass(Duration time) {
        for (Duration left = time; !left.isZero(); left = left.minusSeconds(1)) {
            scheduler.advanceTimeBy(Duration.ofSeconds(1));
        }
    }

    private double failures(String credential) {
        return registry.get("cdrstream.reconcile.failures")
                .tag("credential", credential)
                .counter()
                .count();
    }

    private LocalDate day(String credential) {
        Gauge gauge = registry.get("cdrstream.reconciled.day.seconds")
                .tag("credential", credential)
                .gauge();
        return LocalDate.ofEpochDay((long) gauge.value() / 86_400);
    }

    private final class Instance implements DailyReconcile.Instance {

        @Override
        public Instant apiTime() {
            return START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
        }

        @Override
        public boolean isOnDuty() {
            return isOnDuty;
        }
    }

    private final class Round implements DailyReconcile.Round {

        @Override
        public List<String> credentials() {
            return List.of("one", "two");
        }

        @Override
        public Flux<Outcome> reconcile(Collection<String> credentials, LocalDate day, Instant now) {
            asked.add(credentials + " " + day);
            if (silent.contains("defect")) {
                return Flux.error(new IllegalStateException("a defect"));
            }
            return Flux.fromIterable(credentials)
                    .concatMap(credential -> Mono.delay(takes, scheduler).thenReturn(outcome(credential)), 1);
        }

        private Outcome outcome(String credential) {
            if (!begun.contains(credential)) {
                return new NotBegun(credential);
            }
            Account of = new Account(credential, "abcd1234", "SMS");
            return silent.contains(credential)
                    ? Unanswered.whole(credential, Reason.FAILED, "nobody answers")
                    : new Reconciled(
                            credential,
                            List.of(new Compared(of, new Count(1, 10), new Count(1, 10))),
                            refused.contains(credential)
                                    ? List.of(new Silent("efgh5678", Reason.REFUSED, "refused"))
                                    : List.of());
        }
    }
}
