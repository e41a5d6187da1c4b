package io.cdrstream.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code cdrstream plan} says where there is nobody outside to ask. */
final class PlanCommandTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aConfiguration() throws IOException {
        configure("", "products: [SMS, VOICE-CALL]");
    }

    @Test
    void everyPassOfEveryProductIsALineAndPresetsAreCompared() {
        assertThat(plan("--rate", "SMS=2/s", "--rate", "VOICE-CALL=1800/day")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("SMS, 2 streams, 172800 records a day", "VOICE-CALL, 1 stream, 1800 records a day")
                .contains("first", "follow-up", "revisit-2", "audit of", "billed / distinct", "65 s old on average")
                .contains("frugal", "default", "unlimited", "flat tariff of 450.00 euros a month is cheaper")
                .contains(
                        "Requests take 3.",
                        "revisits and follow-ups 0.",
                        "first passes 3.",
                        "fewer than 1 % of such records are late",
                        "Calls are supposed to");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutRatesAndWithoutKafkaItSaysThatItNeedsEither() {
        assertThat(plan()).isEqualTo(3);
        assertThat(err.toString())
                .contains("Kafka", "right? Or say how many", "such as --rate SMS=2/s")
                .doesNotContain("\tat ");
    }

    @Test
    void aRateThatMakesNoSenseIsRefused() {
        assertThat(plan("--rate", "SMS=2")).isEqualTo(2);
        assertThat(plan("--rate", "ASR=2/s")).isEqualTo(2);
        assertThat(plan("--rate", "SMS=2/s", "--passes", "fugal")).isEqualTo(2);
        assertThat(err.toString())
                .contains("SMS=2 is not a rate such as", "ASR=2/s is the rate of no stream", "not fugal");
    }

    @Test
    void streamsWithoutARateAreNamedAndLeftOut() throws IOException {
        JsonNode json = json("--rate", "SMS/outbound=1/s");
        assertThat(err.toString()).contains("abcd1234/SMS/inbound has no rate").contains("abcd1234/VOICE-CALL has");
        assertThat(json.path("without")).hasSize(2);
        assertThat(json.at("/credentials/0/products")).hasSize(1);
    }

    @Test
    void aStreamThatHasEndedCostsNothingADay() throws IOException {
        configure("", "streams: [{product: SMS, end: 2026-01-01}, {product: VOICE-CALL, end: 2999-01-01}]");
        JsonNode json = json("--rate", "SMS=1/s", "--rate", "VOICE-CALL=1/s", "--days", "1");
        assertThat(err.toString())
                .contains("abcd1234/SMS/inbound has ended and is left out of what a day costs")
                .doesNotContain("VOICE-CALL has");
        assertThat(json.path("ended")).hasSize(2);
        assertThat(json.path("without")).isEmpty();
        assertThat(json.at("/credentials/0/products"))
                .extracting(product -> product.path("product").asText())
                .containsExactly("VOICE-CALL");
        assertThat(json.at("/credentials/0/presets/default")).isEqualTo(json.at("/credentials/0/total"));
        assertThat(json.path("next"))
                .extracting(stream -> stream.path("records").asDouble() > 0)
                .containsExactly(false, false, true);
    }

    @Test
    void whereEverythingHasEndedADayCostsNothing() throws IOException {
        configure("", "products: SMS, end: 2026-01-01");
        assertThat(json("--rate", "SMS=1/s").at("/credentials/0/total/records").asDouble())
                .isZero();
    }

    @Test
    void aStreamThatHasNotBegunIsReadAsLongAsItsTimeIs() throws IOException {
        configure("", "products: VOICE-CALL, start: 2026-01-01, end: 2026-01-02, daily-cap: 9");
        assertThat(json("--rate", "VOICE-CALL=1/s", "--passes", "frugal", "--days", "9")
                        .at("/next/0/records")
                        .asDouble())
                .isBetween(86_400.0, 2 * 86_400.0);
    }

    @Test
    void whatIsMeasuredIsNotSupposed() {
        StringWriter table = new StringWriter();
        new PlanTable(new PrintWriter(table, true))
                .print(new PlanReport(List.of(), List.of(), List.of(), List.of()), false);
        assertThat(table.toString()).contains("An audit reads").doesNotContain("supposed");
    }

    @Test
    void theSameAsJsonAddsUp() throws IOException {
        JsonNode credential =
                json("--rate", "SMS=1/s", "--rate", "VOICE-CALL=60/min").at("/credentials/0");
        double billed = 0;
        for (JsonNode product : credential.path("products")) {
            for (JsonNode pass : product.path("passes")) {
                billed += pass.path("records").asDouble();
            }
        }
        assertThat(credential.at("/total/records").asDouble()).isCloseTo(billed, within(1e-3));
        assertThat(credential.at("/total/euros").asDouble()).isCloseTo(billed * 0.0004, within(1e-3));
        assertThat(credential.at("/presets/default")).isEqualTo(credential.path("total"));
    }

    @Test
    void theNextDaysOfAStreamCostLessThanLaterOnesSinceItsOldestPassesHaveNotBegun() throws IOException {
        JsonNode all = json("--rate", "VOICE-CALL=1/s", "--days", "1");
        JsonNode next = all.at("/next/0");
        assertThat(next.path("stream").asText()).isEqualTo("abcd1234/VOICE-CALL");
        assertThat(next.path("running").asDouble()).isZero();
        assertThat(next.path("records").asDouble())
                .isPositive()
                .isLessThan(all.at("/credentials/0/total/records").asDouble());
    }

    @Test
    void anotherPresetCanBeAskedAbout() throws IOException {
        JsonNode credential = json("--rate", "SMS=1/s", "--passes", "frugal").at("/credentials/0");
        assertThat(credential.path("total")).isEqualTo(credential.at("/presets/frugal"));
        assertThat(credential.at("/presets/unlimited/records").asDouble())
                .isGreaterThan(4 * credential.at("/presets/default/records").asDouble());
    }

    @Test
    void whatIsWrittenAboutAProductHoldsUnderEveryPreset() throws IOException {
        configure("plans: {VOICE-CALL: {revisits: []}}", "products: VOICE-CALL, settle: 3h, tariff: flat");
        JsonNode credential = json("--rate", "VOICE-CALL=1/s").at("/credentials/0");
        assertThat(credential.path("tariff").asText()).isEqualTo("flat");
        for (String preset : List.of("frugal", "default", "unlimited")) {
            assertThat(credential.at("/presets/" + preset + "/records").asDouble())
                    .isEqualTo(86_400);
        }
    }

    private void configure(String more, String reads) throws IOException {
        Files.writeString(
                folder.resolve("cdrstream.yaml"),
                "kafka: {bootstrap.servers: 'localhost:9', default.api.timeout.ms: 600, request.timeout.ms: 500}\ncredentials: [{key: abcd1234, secret: x, "
                        + reads + "}]\n" + more + "\n");
    }

    private JsonNode json(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        assertThat(plan(all.toArray(String[]::new))).isZero();
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private int plan(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("plan", "-c", folder.resolve("cdrstream.yaml").toString()));
        all.addAll(List.of(arguments));
        CommandLine tree = CommandTree.of(new Surroundings(
                Map.<String, String>of()::get, Clock.fixed(NOW, ZoneOffset.UTC), registry -> new FakeAdapters(), out));
        tree.setErr(new PrintWriter(err, true));
        return tree.execute(all.toArray(String[]::new));
    }
}
