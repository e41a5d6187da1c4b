package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Drift;
import io.cdrstream.model.Drift.Kind;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.sink.Postings;
import io.cdrstream.source.Answer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeteredFlowTest {

    private static final StreamId ID = StreamId.of("abcd1234", "SMS", Direction.OUTBOUND);
    private static final CdrStream STREAM = new CdrStream(
            ID,
            "abcd1234",
            ProductCatalogue.find("SMS"),
            Map.of(),
            "id",
            "cdr.sms",
            Duration.ofSeconds(60),
            null,
            null);
    private static final Credential CREDENTIAL =
            new Credential("abcd1234", 8, 12, new BigDecimal("25.00"), new BigDecimal("0.0004"));

    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final MeteredFlow flow = new MeteredFlow(
            registry, new IngestorSettings(List.of(CREDENTIAL), List.of(STREAM), Duration.ofMinutes(1), 64, 1));
    private final Instant now = Instant.ofEpochMilli(clock.wallTime());
    private final PageRequest request =
            new PageRequest(STREAM, new Slice(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)), null);

    @Test
    void everyMeterOfAStreamAndACredentialExistsBeforeAnythingHappens() {
        assertThat(registry.get("cdrstream.cdrs.published").counter().count()).isZero();
        assertThat(registry.find("cdrstream.api.requests").counters()).hasSize(Outcome.values().length);
        assertThat(value("cdrstream.fee.cap.euros")).isEqualTo(25);
        assertThat(value("cdrstream.memory.budget.bytes")).isEqualTo(64);
    }

    @Test
    void aCommittedPageCountsWhatBecameOfItsRecords() {
        Page page = new Page(request, new byte[0], List.of(), List.of(), null, now);
        flow.committed(0, Postings.committed(page, 7, 2, 1, now, Map.of()), Duration.ofMillis(8));

        assertThat(registry.get("cdrstream.cdrs.published")
                        .tags("account", "abcd1234", "product", "SMS", "direction", "outbound")
                        .counter()
                        .count())
                .isEqualTo(7);
        assertThat(registry.get("cdrstream.cdrs.duplicate").counter().count()).isEqualTo(2);
        assertThat(registry.get("cdrstream.cdrs.dead").counter().count()).isEqualTo(1);
        assertThat(registry.get("cdrstream.commit").tags("task", "0").timer().count())
                .isEqualTo(1);
    }

    @Test
    void theFeeOfTheDayEndsWithTheDay() {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        flow.spent("abcd1234", today, 4000);
        assertThat(value("cdrstream.fee.today.euros")).as("before any page").isEqualTo(1.6);
        flow.billed("abcd1234", ID, 1000, today, 5000);
        assertThat(value("cdrstream.fee.today.euros")).isEqualTo(2.0);

        clock.add(Duration.ofDays(1));
        assertThat(value("cdrstream.fee.today.euros")).isZero();
        assertThat(registry.get("cdrstream.fee.euros").counter().count()).isEqualTo(0.4);
    }

    @Test
    void theWatermarkAgesWhileNothingIsCommitted() {
        assertThat(value("cdrstream.watermark.age.seconds")).isNaN();
        clock.add(Duration.ofSeconds(1));
        flow.read(reading(State.IDLE));
        clock.add(Duration.ofSeconds(60));
        assertThat(value("cdrstream.watermark.age.seconds")).isEqualTo(61);
    }

    @Test
    void aParkedStreamIsCountedByItsReasonUntilItResumes() {
        flow.read(reading(State.PARKED));
        flow.parked(ID, Answer.Refusal.FORBIDDEN, "not yours", Duration.ofSeconds(5));
        assertThat(registry.get("cdrstream.parked.streams")
                        .tag("reason", "forbidden")
                        .gauge()
                        .value())
                .isEqualTo(1);
        flow.resumed(ID);
        assertThat(registry.get("cdrstream.parked.streams")
                        .tag("reason", "forbidden")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void aRefusalIsCountedAsWhatTheApiSaid() {
        flow.answered(request, new Answer.Refused(Answer.Refusal.UNAUTHORIZED, "no", null), Duration.ofMillis(30));
        assertThat(registry.get("cdrstream.api.requests")
                        .tag("outcome", "unauthorized")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void recordsCreateNoMeters() {
        Page page = new Page(request, new byte[0], List.of(), List.of(), null, now);
        flow.committed(0, Postings.committed(page, 7, 2, 1, now, Map.of()), Duration.ofMillis(8));
        List<Meter> before = registry.getMeters();
        flow.committed(0, Postings.committed(page, 7, 2, 1, now, Map.of()), Duration.ofMillis(8));
        flow.billed("abcd1234", ID, 1000, LocalDate.EPOCH, 5000);
        assertThat(registry.getMeters()).hasSameSizeAs(before);
    }

    @Test
    void driftIsCountedByNameOfOneProduct() {
        Drift unparsed = new Drift(Kind.UNPARSED, "latency", null);
        Drift unknown = new Drift(Kind.UNKNOWN_FIELD, "hue", null);
        Drift status = new Drift(Kind.NEW_VALUE, "status", "lost");
        drifted(Map.of(unparsed, 2, unknown, 3, status, 4));
        drifted(Map.of(unparsed, 2));
        assertThat(registry.get("cdrstream.values.unparsed")
                        .tags("product", "SMS", "field", "latency")
                        .counter()
                        .count())
                .isEqualTo(4);
        assertThat(registry.get("cdrstream.fields.unknown")
                        .tags("product", "SMS", "field", "hue")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("cdrstream.values.new")
                        .tags("product", "SMS", "field", "status", "value", "lost")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void theNamesOfDriftAreBoundedForTheWholeLifeOfTheProcess() {
        for (int i = 0; i < 3 * DriftMeters.MOST; i++) {
            drifted(Map.of(
                    new Drift(Kind.UNKNOWN_FIELD, "f" + i, null), 1, new Drift(Kind.NEW_VALUE, "status", "v" + i), 1));
        }
        drifted(Map.of(new Drift(Kind.UNPARSED, "latency", null), 1));
        int named = registry.find("cdrstream.fields.unknown").counters().size()
                + registry.find("cdrstream.values.new").counters().size();
        assertThat(named).isEqualTo(DriftMeters.MOST + 2);
        assertThat(registry.get("cdrstream.fields.unknown")
                        .tag("field", Drift.OTHER)
                        .counter()
                        .count())
                .isGreaterThan(DriftMeters.MOST);
        assertThat(registry.get("cdrstream.values.unparsed")
                        .tag("field", "latency")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private void drifted(Map<Drift, Integer> drift) {
        Page page = new Page(request, new byte[0], List.of(), List.of(), null, now);
        flow.committed(0, Postings.committed(page, 7, 2, 1, now, drift), Duration.ofMillis(8));
    }

    private Readings reading(State state) {
        return new Readings() {
            @Override
            public List<StreamStatus> streams() {
                return List.of(new StreamStatus(
                        ID, "abcd1234", 0, state, new StreamStatus.Reached(List.of(now), now, null, 3), null));
            }
        };
    }

    private double value(String gauge) {
        return registry.get(gauge).gauge().value();
    }
}
