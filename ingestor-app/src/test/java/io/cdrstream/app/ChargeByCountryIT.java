package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.examples.ChargeByCountry;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import io.cdrstream.testkit.process.ChildProcess;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The consumer of docs/consumers.md, in a JVM of its own, over topics of three products and two accounts. */
@WithKafka
@Timeout(180)
final class ChargeByCountryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EACH = 200;
    private static final List<StreamKey> STREAMS = List.of(
            new StreamKey("demo1234", "SMS", "outbound"),
            new StreamKey("demo5678", "SMS", "inbound"),
            new StreamKey("demo5678", "VOICE-CALL", "outbound"),
            StreamKey.of("demo1234", "VERIFY-API"));

    @TempDir
    private Path directory;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void itPrintsWhatTheApiHasChargedByAccountAndCountry(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri());
            publish(setup);
            Path printed = directory.resolve("printed");
            List<String> command = List.of(
                    ChildProcess.java(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChargeByCountry.class.getName(),
                    setup.bootstrapServers(),
                    setup.events().pattern());
            String expected = charges(api).toString();
            try (ChildProcess consumer = ChildProcess.start(command, Map.of(), printed)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readAllLines(printed))
                        .contains(expected));
                assertThat(consumer.isAlive()).isTrue();
            }
        }
    }

    private ReportsSimulator simulator() {
        Traffic traffic = Traffic.none();
        for (StreamKey stream : STREAMS) {
            traffic = traffic.exactly(stream, start.plusSeconds(7), EACH);
        }
        Credential credential = new Credential("demo1234", "demo-secret", List.of("demo1234", "demo5678"));
        return ReportsSimulator.start(
                SimulatorPlan.of(31).credentials(credential).traffic(traffic));
    }

    private void publish(Setup setup) throws Exception {
        String credential = "daily-cap: 100, accounts: [self, demo5678], products: [SMS, VOICE-CALL, VERIFY-API], "
                + "start: '" + start + "'";
        try (LocalRun run = LocalRun.of(setup.configuration(credential, "format: avro"))) {
            await().atMost(PATIENCE)
                    .until(() -> CommittedRecords.read(setup.bootstrapServers(), setup.events(), PATIENCE)
                                    .size()
                            >= STREAMS.size() * EACH);
            assertThat(run.hasEnded()).isFalse();
        }
    }

    /** What the API says itself. */
    private static Map<String, BigDecimal> charges(ReportsSimulator api) {
        Map<String, BigDecimal> charges = new TreeMap<>();
        api.truth().forEach(Instant.now(), cdr -> {
            JsonNode record = parse(api.truth().json(cdr, Instant.now(), false));
            String price = text(record, cdr.stream().product().equals("VERIFY-API") ? "price" : "total_price");
            String of = text(record, "account_id") + " " + text(record, "country") + " " + text(record, "currency");
            charges.merge(of, new BigDecimal(price).setScale(8), BigDecimal::add);
        });
        assertThat(charges).hasSizeGreaterThan(STREAMS.size());
        return charges;
    }

    /** A field's text, or the word null where there is none. */
    private static String text(JsonNode record, String field) {
        String text = record.path(field).asText();
        return text.isEmpty() ? "null" : text;
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the simulator writes JSON", e);
        }
    }
}
