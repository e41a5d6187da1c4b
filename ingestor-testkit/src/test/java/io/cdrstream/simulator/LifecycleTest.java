package io.cdrstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");
    private static final StreamKey MESSAGES = new StreamKey("demo1234", "MESSAGES", "outbound");
    private static final StreamKey CALLS = new StreamKey("demo1234", "VOICE-CALL", "outbound");

    private final SettableTime time = new SettableTime(NOON);

    @Test
    void whatTheApiShowsIsExactlyWhatTheTruthSaysIsVisibleAtAnyMoment() throws Exception {
        Lifecycle lifecycle = Lifecycle.immediate()
                .delayed(Duration.ofSeconds(30))
                .late(0.2, Duration.ofMinutes(30))
                .calls(Duration.ofMinutes(20));
        try (ReportsSimulator simulator = start(Traffic.none().exactly(CALLS, NOON, 500), lifecycle)) {
            int shown = 0;
            for (int minute = 0; minute < 60; minute += 4) {
                List<String> visible = simulator
                        .truth()
                        .visibleIn("demo1234", "VOICE-CALL", "outbound", NOON, NOON.plus(HOUR), time.instant())
                        .stream()
                        .map(TrueCdr::id)
                        .toList();

                assertThat(read(simulator, CALLS)).containsExactlyInAnyOrderElementsOf(visible);
                assertThat(visible.size()).isGreaterThanOrEqualTo(shown);
                shown = visible.size();
                time.advance(Duration.ofMinutes(4));
            }
            assertThat(shown).isEqualTo(500);
        }
    }

    @Test
    void aCallShowsOnlyAfterItsEndAndUnderItsStart() throws Exception {
        Lifecycle lifecycle = Lifecycle.immediate().calls(Duration.ofMinutes(20));
        try (ReportsSimulator simulator = start(Traffic.none().exactly(CALLS, NOON, 100), lifecycle)) {
            assertThat(read(simulator, CALLS)).isEmpty();
            time.advance(HOUR);

            JsonNode records = page(simulator, CALLS).path("records");

            assertThat(records).hasSize(100);
            assertThat(records).allSatisfy(record -> {
                assertThat(record.path("date_start").asText()).isEqualTo("2026-03-01T12:00:00+00:00");
                assertThat(record.path("date_end").asText()).isGreaterThan("2026-03-01T12:00:00+00:00");
            });
        }
    }

    @Test
    void aMessageIsSubmittedThenFinalAndStaysWhereItWas() throws Exception {
        Lifecycle lifecycle = Lifecycle.immediate().changing(1, Duration.ofMinutes(30));
        try (ReportsSimulator simulator = start(Traffic.none().exactly(SMS, NOON, 50), lifecycle)) {
            JsonNode before = page(simulator, SMS).path("records");
            time.advance(HOUR);
            JsonNode after = page(simulator, SMS).path("records");

            assertThat(before)
                    .allSatisfy(r -> assertThat(r.path("status").asText()).isIn("submitted", "accepted", "buffered"));
            assertThat(before)
                    .allSatisfy(r -> assertThat(r.path("total_price").asText()).isEqualTo("0"));
            assertThat(after).allSatisfy(r -> assertThat(r.path("status").asText())
                    .isIn("delivered", "expired", "failed", "rejected"));
            for (int i = 0; i < 50; i++) {
                assertThat(after.get(i).path("id")).isEqualTo(before.get(i).path("id"));
                assertThat(after.get(i).path("date_received"))
                        .isEqualTo(before.get(i).path("date_received"));
            }
        }
    }

    @Test
    void aRevisionShowsFromTheMomentTheTruthNames() {
        Lifecycle lifecycle = Lifecycle.immediate().changing(1, Duration.ofMinutes(30));
        try (ReportsSimulator simulator = start(Traffic.none().exactly(MESSAGES, NOON, 50), lifecycle)) {
            Truth truth = simulator.truth();
            List<TrueCdr> all = truth.recordsIn("demo1234", "MESSAGES", "outbound", NOON, NOON.plus(HOUR));

            assertThat(all)
                    .allMatch(cdr -> cdr.revisions().size() >= 2)
                    .anyMatch(cdr -> cdr.revisions().size() == 3);
            for (TrueCdr cdr : all) {
                Instant change = cdr.revisions().get(1).shownFrom();
                assertThat(truth.json(cdr, change.minusMillis(1), false)).contains("\"status\":\"submitted\"");
                assertThat(truth.json(cdr, change, false)).contains("\"status\":\"delivered\"");
                assertThat(cdr.shownBy(change)).isEqualTo(2);
            }
        }
    }

    @Test
    void allPagesOfASliceShowTheMomentOfTheFirst() throws Exception {
        Lifecycle lifecycle = Lifecycle.immediate().late(1, Duration.ofMinutes(10));
        try (ReportsSimulator simulator = start(Traffic.none().exactly(SMS, NOON, 4000), lifecycle)) {
            time.advance(Duration.ofMinutes(5));
            Poller poller = new Poller(simulator);
            List<String> truth = new ArrayList<>(read(simulator, SMS));
            JsonNode first = page(simulator, SMS);
            time.advance(Duration.ofMinutes(5));
            List<String> ids = new ArrayList<>();
            first.path("records").forEach(r -> ids.add(r.path("id").asText()));
            for (JsonNode page = first; page.has("cursor"); ) {
                page = Poller.JSON.readTree(
                        poller.send(page.at("/_links/next/href").asText()).body());
                page.path("records").forEach(r -> ids.add(r.path("id").asText()));
            }

            assertThat(ids).isEqualTo(truth).hasSizeBetween(1500, 2500);
        }
    }

    @Test
    void noCdrBeginsAfterTheStopButTheOthersStillShow() {
        Lifecycle lifecycle = Lifecycle.immediate().late(0.5, Duration.ofMinutes(10));
        try (ReportsSimulator simulator = start(Traffic.live(3, NOON.minusSeconds(100)), lifecycle)) {
            time.advance(Duration.ofSeconds(10));
            Instant stop = simulator.stopGeneration();
            long atStop = simulator.truth().count(SMS, time.instant());
            time.advance(HOUR);
            long later = simulator.truth().count(SMS, time.instant());

            assertThat(stop).isEqualTo(NOON.plusSeconds(11));
            assertThat(later).isEqualTo(111 * 3L).isGreaterThan(atStop);
            assertThat(simulator.truth().recordsIn("demo1234", "SMS", "outbound", stop, stop.plus(HOUR)))
                    .isEmpty();
        }
    }

    private ReportsSimulator start(Traffic traffic, Lifecycle lifecycle) {
        return ReportsSimulator.start(SimulatorPlan.of(11)
                .clock(time)
                .traffic(traffic)
                .lifecycle(lifecycle)
                .rules(ApiRules.documented().requestsPerSecond(0)));
    }

    private static List<String> read(ReportsSimulator simulator, StreamKey stream) throws Exception {
        return new Poller(simulator).ids(query(stream));
    }

    private static JsonNode page(ReportsSimulator simulator, StreamKey stream) throws Exception {
        return new Poller(simulator).json(query(stream));
    }

    private static String query(StreamKey stream) {
        return "product=" + stream.product() + "&account_id=demo1234&direction=" + stream.direction()
                + Poller.range(NOON, NOON.plus(HOUR));
    }
}
