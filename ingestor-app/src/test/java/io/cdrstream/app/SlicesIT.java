package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.RequestSeen;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A settled past range, read to its end by one instance without accidents: what is billed is what is published. */
@WithKafka
@Timeout(120)
final class SlicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SECONDS = 600;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final Instant end = start.plusSeconds(SECONDS);
    private final String range = "requests-per-second: 10, daily-cap: 100, start: '" + start + "', end: '" + end + "'";

    @Test
    void streamsOfEverySizeAreReadToTheirEndAndPaidForOnce(KafkaBroker kafka) throws Exception {
        Instant middle = start.plusSeconds(SECONDS / 2);
        Traffic traffic = Traffic.none()
                .exactly(StreamKey.of("demo1234", "VERIFY-API"), middle, 1)
                .exactly(new StreamKey("demo1234", "SMS", "inbound"), middle, 1000)
                .exactly(new StreamKey("demo1234", "SMS", "outbound"), middle, 1001)
                .exactly(new StreamKey("demo1234", "VOICE-CALL", "outbound"), middle, 25_000);
        try (ReportsSimulator api = ReportsSimulator.start(SimulatorPlan.of(3).traffic(traffic))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            readToTheEnd(setup, "products: [SMS, VOICE-CALL, VERIFY-API, NUMBER-INSIGHT], " + range);
            Published published = Published.in(setup);
            published.isTheTruthOnce(api.truth(), start, end);
            assertThat(published.events()).isEqualTo(1 + 1000 + 1001 + 25_000);
            assertThat(api.bill().records()).isEqualTo(published.events());
            assertThat(api.requests()).extracting(RequestSeen::product).contains("NUMBER-INSIGHT"); // has none
        }
    }

    @Test
    void aRecordAtExactlyTheEdgeOfASliceIsReadOnce(KafkaBroker kafka) throws Exception {
        StreamKey voice = new StreamKey("demo1234", "VOICE-CALL", "outbound");
        Traffic traffic = Traffic.none();
        for (int second = -1; second <= SECONDS; second++) { // wherever an edge is, there is a record
            traffic = traffic.exactly(voice, start.plusSeconds(second), 1);
        }
        try (ReportsSimulator api = ReportsSimulator.start(SimulatorPlan.of(5).traffic(traffic))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            readToTheEnd(setup, "products: VOICE-CALL, " + range);
            Published published = Published.in(setup);
            published.isTheTruthOnce(api.truth(), start, end);
            assertThat(published.events()).isEqualTo(SECONDS);
            assertThat(api.bill().records()).isEqualTo(SECONDS);
            Set<String> edges = sent(api, "date_end");
            edges.retainAll(sent(api, "date_start"));
            assertThat(edges).as("edges between two slices").isNotEmpty();
        }
    }

    @Test
    void filtersAndOptionsReachTheApiAndBodiesAreNotAskedForUnlessTheyAre(KafkaBroker kafka) throws Exception {
        Traffic traffic = Traffic.none()
                .exactly(new StreamKey("demo1234", "SMS", "outbound"), start, 300)
                .exactly(new StreamKey("demo1234", "SMS", "inbound"), start, 300)
                .exactly(new StreamKey("demo1234", "VOICE-CALL", "outbound"), start, 300);
        try (ReportsSimulator api = ReportsSimulator.start(SimulatorPlan.of(7).traffic(traffic))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            readToTheEnd(
                    setup,
                    "streams: [{product: VOICE-CALL, filters: {country: GB}}, {product: SMS, direction: inbound},"
                            + " {product: SMS, direction: outbound, options: {include_message: true}}], " + range);
            assertThat(requests(api, "VOICE-CALL", "")).isNotEmpty().allMatch(request -> "GB"
                    .equals(request.parameters().get("country")));
            assertThat(requests(api, "SMS", "inbound")).isNotEmpty().noneMatch(request -> request.parameters()
                    .containsKey("include_message"));
            assertThat(requests(api, "SMS", "outbound")).isNotEmpty().allMatch(request -> "true"
                    .equals(request.parameters().get("include_message")));
            Published published = Published.in(setup);
            assertThat(published.values("voice-call")).isNotEmpty().allMatch(json -> json.contains("\"GB\""));
            assertThat(published.values("voice-call")).hasSizeLessThan(300);
            assertThat(published.values("sms")).hasSize(600).areExactly(300, Published.with("\"message_body\":\""));
        }
    }

    @Test
    void badRecordsAreKeptAndTheirPagesGoOn(KafkaBroker kafka) throws Exception {
        StreamKey voice = new StreamKey("demo1234", "VOICE-CALL", "outbound");
        try (ReportsSimulator api = ReportsSimulator.start(
                SimulatorPlan.of(9).traffic(Traffic.none().exactly(voice, start.plusSeconds(9), 5500)))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            api.faults().next(Fault.RECORD_NOT_OBJECT, Fault.RECORD_WITHOUT_ID, Fault.RECORD_ABSURD_DATE);
            readToTheEnd(setup, "products: VOICE-CALL, " + range);
            Published published = Published.in(setup);
            published.isTheTruthOnce(api.truth(), start, end);
            assertThat(published.deadLetters()).isEqualTo(1);
            assertThat(published.events()).isEqualTo(5500 + 2);
            assertThat(api.bill().records()).isEqualTo(5500);
        }
    }

    private static void readToTheEnd(Setup setup, String credential) throws Exception {
        try (LocalRun run = LocalRun.of(setup.configuration(credential))) {
            await().atMost(PATIENCE).until(run::hasEnded);
            assertThat(run.failure()).isEmpty();
        }
    }

    private static List<RequestSeen> requests(ReportsSimulator api, String product, String direction) {
        return api.requests().stream()
                .filter(request -> request.product().equals(product))
                .filter(request ->
                        request.parameters().getOrDefault("direction", "").equals(direction))
                .toList();
    }

    private static Set<String> sent(ReportsSimulator api, String parameter) {
        return api.requests().stream()
                .map(request -> request.parameters().getOrDefault(parameter, ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }
}
