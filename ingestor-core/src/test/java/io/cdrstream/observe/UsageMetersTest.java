package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageMetersTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final UsageMeters meters = new UsageMeters(registry, List.of("one", "two"));

    @Test
    void aDayIsToldByAccountAndProductWithWhatWasLostApart() {
        meters.taken();
        meters.reconciled("one", DAY, List.of(compared("one", "SMS", 4000, 6000)), 0.01);
        assertThat(records("one", "SMS", "ours")).isEqualTo(4000);
        assertThat(records("one", "SMS", "theirs")).isEqualTo(6000);
        assertThat(records("one", "SMS", "lost")).isEqualTo(1000);
        assertThat(records("one", "SMS", "unexplained")).isEqualTo(1000);
        assertThat(differs("one", "SMS")).isEqualTo(1);
        assertThat(day("one")).isEqualTo(1_772_323_200);
        assertThat(day("two")).as("a day that nobody has compared").isZero();
    }

    @Test
    void aDifferenceWithinTheToleranceIsNone() {
        meters.reconciled("one", DAY, List.of(compared("one", "SMS", 1000, 1010)), 0.01);
        assertThat(differs("one", "SMS")).isZero();
        meters.reconciled("one", DAY, List.of(compared("one", "SMS", 1000, 1011)), 0.01);
        assertThat(differs("one", "SMS")).isEqualTo(1);
    }

    @Test
    void theNextDayReplacesTheLastAndTheOtherCredentialsStay() {
        meters.reconciled("two", DAY, List.of(compared("two", "ASR", 1, 1)), 0.01);
        meters.reconciled("one", DAY, List.of(compared("one", "SMS", 4000, 6000)), 0.01);
        meters.reconciled("one", DAY.plusDays(1), List.of(compared("one", "VOICE-CALL", 7, 7)), 0.01);
        assertThat(registry.find("cdrstream.reconciled.records")
                        .tag("product", "SMS")
                        .gauges())
                .isEmpty();
        assertThat(records("one", "VOICE-CALL", "ours")).isEqualTo(7);
        assertThat(records("two", "ASR", "ours")).isEqualTo(1);
    }

    @Test
    void whoIsNoLongerOnDutyTellsNothingButItsFailures() {
        meters.taken();
        meters.reconciled("one", DAY, List.of(compared("one", "SMS", 4000, 6000)), 0.01);
        meters.failed("two");
        meters.gone();
        assertThat(registry.find("cdrstream.reconciled.records").gauges()).isEmpty();
        assertThat(registry.find("cdrstream.reconciled.differs").gauges()).isEmpty();
        assertThat(registry.find("cdrstream.reconciled.day.seconds").gauges()).isEmpty();
        assertThat(registry.get("cdrstream.reconcile.failures")
                        .tag("credential", "two")
                        .counter()
                        .count())
                .isEqualTo(1);
        meters.taken();
        assertThat(day("one")).as("what was known before").isZero();
    }

    private static Compared compared(String credential, String product, long ours, long theirs) {
        return new Compared(new Account(credential, "abcd1234", product), new Count(9, ours), new Count(10, theirs));
    }

    private double records(String credential, String product, String count) {
        return registry.get("cdrstream.reconciled.records")
                .tags("credential", credential, "account", "abcd1234", "product", product, "count", count)
                .gauge()
                .value();
    }

    private double differs(String credential, String product) {
        return registry.get("cdrstream.reconciled.differs")
                .tags("credential", credential, "product", product)
                .gauge()
                .value();
    }

    private double day(String credential) {
        return registry.get("cdrstream.reconciled.day.seconds")
                .tag("credential", credential)
                .gauge()
                .value();
    }
}
