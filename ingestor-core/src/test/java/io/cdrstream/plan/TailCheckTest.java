package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.plan.TailCheck.Shortfall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TailCheckTest {

    private static final StreamTraffic TRAFFIC = new StreamTraffic(5, ShareAtAge.always(1), ShareAtAge.always(0), 0);

    private static final PassPlan AUDITED = plan(new Revisit(Duration.ofHours(1), 0.03));
    private static final PassPlan FULL = plan(Revisit.of(Duration.ofHours(1)));

    private static PassPlan plan(Revisit... revisits) {
        return new PassPlan(Duration.ofMinutes(1), List.of(revisits), List.of(), Duration.ofDays(7));
    }

    @Test
    void aPlanThatAuditsWhatIsOftenLateIsToldOfOneThatReadsIt() {
        Shortfall found = check(AUDITED, 30, 1.3, 20_000).orElseThrow();
        assertThat(found.age()).isEqualTo(Duration.ofHours(1));
        assertThat(found.late()).isBetween(0.1, 0.4);
        assertThat(found.settled().age()).isEqualTo(Duration.ofMinutes(65));
        assertThat(found.settled().plan().settle()).isEqualTo(Duration.ofMinutes(65));
        assertThat(found.settled().factor()).isCloseTo(1, within(0.05));
        assertThat(found.revisited().plan().passes()).isEqualTo(3);
        assertThat(found.revisited().factor()).isGreaterThan(found.factor());
    }

    @Test
    void oneInAThousandThatAnAuditFindsIsTolerated() {
        assertThat(check(AUDITED, 2, 0.9, 20_000)).isEmpty();
    }

    @Test
    void whatTheLastFullPassFindsAsksForALaterOne() {
        Shortfall found = check(FULL, 30, 0.3, 20_000).orElseThrow();
        assertThat(found.late()).isLessThan(0.02);
        assertThat(found.revisited().age()).isGreaterThanOrEqualTo(Duration.ofHours(2));
        assertThat(found.revisited().factor()).isCloseTo(3, within(0.1));
    }

    @Test
    void ofFewRecordsAndOfASinglePassNothingIsConcluded() {
        assertThat(check(FULL, 30, 1.3, 500)).isEmpty();
        assertThat(check(plan(), 30, 1.3, 20_000)).isEmpty();
    }

    private static Optional<Shortfall> check(PassPlan plan, double median, double sigma, int records) {
        return new TailCheck(
                        plan, Duration.ofMinutes(1), new Delays(plan, median, sigma, records, 7).learned(), TRAFFIC)
                .shortfall();
    }
}
