package io.cdrstream.observe;

import static io.cdrstream.observe.PassSights.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.sink.ChargeSum;
import io.cdrstream.source.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PassMetersTest {

    private static final Credential CREDENTIAL =
            new Credential("abcd1234", 8, 12, new BigDecimal("25.00"), new BigDecimal("0.5"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());
    private final MeteredFlow flow = new MeteredFlow(
            registry, new IngestorSettings(List.of(CREDENTIAL), List.of(STREAM), Duration.ofMinutes(1), 64, 1));

    @Test
    void whatIsBilledIsCountedByThePassThatAskedForIt() {
        answered(0, 10);
        answered(1, 4);
        commit(0, Change.NEW, 10);
        assertThat(count("cdrstream.pass.billed.records", "pass", "first")).isEqualTo(10);
        assertThat(count("cdrstream.pass.billed.records", "pass", "revisit-1")).isEqualTo(4);
        assertThat(count("cdrstream.pass.billed.records", "pass", "revisit-2")).isZero();
        assertThat(count("cdrstream.pass.fee.euros", "pass", "revisit-1")).isEqualTo(2);
        assertThat(value("cdrstream.amplification")).isEqualTo(1.4);
        assertThat(value("cdrstream.amplification.planned")).isCloseTo(3, within(0.01));
    }

    @Test
    void aRequestIsCountedByWhatItWasFor() {
        answered(0, 10);
        answered(2, 4);
        assertThat(count("cdrstream.api.turns", "kind", "fresh")).isEqualTo(1);
        assertThat(count("cdrstream.api.turns", "kind", "revisit")).isEqualTo(1);
        assertThat(count("cdrstream.api.turns", "kind", "open")).isZero();
    }

    @Test
    void lateAndUpdatedAreCountedAndThoseOfTheLastPassApart() {
        commit(0, Change.NEW, 10);
        commit(1, Change.LATE, 3);
        commit(2, Change.UPDATED, 2);
        assertThat(registry.get("cdrstream.cdrs.published").counter().count()).isEqualTo(15);
        assertThat(registry.get("cdrstream.cdrs.late").counter().count()).isEqualTo(3);
        assertThat(registry.get("cdrstream.cdrs.updated").counter().count()).isEqualTo(2);
        assertThat(count("cdrstream.cdrs.last.pass", "change", "late")).isZero();
        assertThat(count("cdrstream.cdrs.last.pass", "change", "updated")).isEqualTo(2);
    }

    @Test
    void theDelayIsKnownOnceItIsLearnedOrRestored() {
        assertThat(registry.get("cdrstream.arrival.delay.seconds")
                        .tag("quantile", "0.99")
                        .gauge()
                        .value())
                .isNaN();
        flow.restored(0, List.of(PassSights.delay(Duration.ofHours(4))));
        assertThat(registry.get("cdrstream.arrival.delay.seconds")
                        .tag("quantile", "0.5")
                        .gauge()
                        .value())
                .isEqualTo(120);
        assertThat(value("cdrstream.arrival.delay.longest.seconds")).isEqualTo(14_400);
    }

    @Test
    void whatIsMissingIsCountedInEveryHourOfAPage() {
        flow.restored(0, List.of(PassSights.delay(Duration.ofHours(4))));
        commit(0, Change.NEW, 4500); // one a second: more than an hour
        assertThat(value("cdrstream.cdrs.missing.expected")).isCloseTo(500, within(0.001));
    }

    @Test
    void whatLaterPassesFoundOfOthersIsMissingUntilTheyHaveRead() {
        flow.restored(0, List.of(PassSights.delay(Duration.ofHours(4))));
        commit(0, Change.NEW, 90);
        assertThat(value("cdrstream.cdrs.missing.expected")).isCloseTo(10, within(0.001));
        commit(1, Change.LATE, 9);
        assertThat(value("cdrstream.cdrs.missing.expected")).isZero();
    }

    @Test
    void thePlacesOfChargesAreBounded() {
        List<ChargeSum> sums = new ArrayList<>();
        for (int i = 0; i < 2 * ChargeMeters.MOST; i++) {
            sums.add(new ChargeSum("C" + i, "EUR", BigDecimal.ONE, BigDecimal.TEN));
        }
        flow.committed(0, PassSights.committed(0, Change.NEW, 1, sums, null), Duration.ZERO);
        assertThat(registry.find("cdrstream.charge").counters()).hasSize(ChargeMeters.MOST + 1);
        assertThat(count("cdrstream.charge", "country", ChargeSum.OTHER)).isEqualTo(ChargeMeters.MOST);
        assertThat(registry.find("cdrstream.charge.reversed").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(20 * ChargeMeters.MOST);
    }

    private void answered(int pass, int records) {
        Answer got = new Answer.Got(PassSights.page(pass, records), null);
        flow.answered(PassSights.request(pass), got, Duration.ofMillis(20));
    }

    private void commit(int pass, Change change, int records) {
        flow.committed(0, PassSights.committed(pass, change, records, List.of(), null), Duration.ZERO);
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }

    private double value(String gauge) {
        return registry.get(gauge).gauge().value();
    }
}
