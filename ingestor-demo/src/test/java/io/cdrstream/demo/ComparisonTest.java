package io.cdrstream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.demo.Comparison.Findings;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.RequestSeen;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");
    private static final StreamKey STREAM = new StreamKey("demo1234", "SMS", "outbound");
    private static final int CDRS = 200;

    /** Shows within ten seconds, in no particular order. */
    private final ReportsSimulator simulator = ReportsSimulator.start(SimulatorPlan.of(7)
            .traffic(Traffic.none().exactly(STREAM, NOON, CDRS))
            .lifecycle(Lifecycle.immediate().delayed(Duration.ofSeconds(10))));

    private final List<TrueCdr> cdrs = new ArrayList<>();
    private final FirstPasses passes = new FirstPasses();
    private final Tally published = new Tally();

    @BeforeEach
    void know() {
        simulator.truth().forEach(NOON.plusSeconds(60), cdrs::add);
        assertThat(cdrs).hasSize(CDRS);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aCdrThatShowedWhenItsSliceWasReadIsExpectedAndAnyOtherIsLate() {
        read(1, NOON.plusSeconds(5));
        List<TrueCdr> inTime = shownBy(NOON.plusSeconds(5));
        inTime.forEach(this::publish);

        assertThat(inTime).hasSizeBetween(1, CDRS - 1);
        assertThat(compare()).isEqualTo(new Findings(inTime.size(), inTime.size(), 0, 0, 0, 0, CDRS - inTime.size()));
    }

    @Test
    void aCdrThatShowsAtExactlyTheMomentOfReadingIsExpected() {
        TrueCdr edge = cdrs.get(0);
        read(1, edge.visibleFrom());
        shownBy(edge.visibleFrom()).stream().filter(cdr -> !cdr.equals(edge)).forEach(this::publish);

        assertThat(compare().lost()).isEqualTo(1);
    }

    @Test
    void aCdrThatShowedInTimeAndIsMissingIsLost() {
        read(1, NOON.plusSeconds(60));
        cdrs.subList(3, CDRS).forEach(this::publish);

        assertThat(compare()).isEqualTo(new Findings(CDRS, CDRS - 3, 0, 3, 0, 0, 0));
    }

    @Test
    void aSliceThatIsReadAgainCountsAtItsLastReading() {
        read(1, NOON.plusSeconds(1));
        read(2, NOON.plusSeconds(60));
        shownBy(NOON.plusSeconds(1)).forEach(this::publish);

        assertThat(compare().late()).isZero();
        assertThat(compare().lost()).isPositive();
    }

    @Test
    void aCdrWhoseSecondWasNeverReadIsLost() {
        assertThat(compare().lost()).isEqualTo(CDRS);
    }

    @Test
    void aSecondEventOfACdrIsADuplicate() {
        read(1, NOON.plusSeconds(60));
        cdrs.forEach(this::publish);
        publish(cdrs.get(5));

        assertThat(compare()).isEqualTo(new Findings(CDRS, CDRS + 1, 1, 0, 0, 0, 0));
    }

    @Test
    void anEventOfNoCdrIsInvented() {
        read(1, NOON.plusSeconds(60));
        cdrs.forEach(this::publish);
        published.add("cdr.sms", Tally.identity(Tally.source("demo1234", "SMS"), "nobody"), new byte[0]);

        assertThat(compare().invented()).isEqualTo(1);
    }

    @Test
    void anEventWithOtherBytesIsAltered() {
        read(1, NOON.plusSeconds(60));
        cdrs.subList(1, CDRS).forEach(this::publish);
        published.add("cdr.sms", identity(cdrs.get(0)), "{}".getBytes(UTF_8));

        assertThat(compare().altered()).isEqualTo(1);
    }

    private void read(long number, Instant at) {
        Map<String, String> query = Map.of(
                "account_id", "demo1234",
                "product", "SMS",
                "direction", "outbound",
                "date_start", "2026-06-15T12:00:00Z",
                "date_end", "2026-06-15T12:00:02Z");
        passes.hear(List.of(new RequestSeen(number, at, "demo1234", query, 200, 0, "", Optional.empty())));
    }

    private List<TrueCdr> shownBy(Instant moment) {
        return cdrs.stream().filter(cdr -> cdr.shownBy(moment) > 0).toList();
    }

    private void publish(TrueCdr cdr) {
        String json = simulator.truth().json(cdr, NOON.plusSeconds(60), false);
        published.add("cdr.sms", identity(cdr), json.getBytes(UTF_8));
    }

    private static String identity(TrueCdr cdr) {
        return Tally.identity(Tally.source("demo1234", "SMS"), cdr.id());
    }

    private Findings compare() {
        return Comparison.of(simulator.truth(), passes, published);
    }
}
