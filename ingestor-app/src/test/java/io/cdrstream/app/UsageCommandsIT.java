package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.ExitCode;
import io.cdrstream.app.cli.Surroundings;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask what was read and paid for, beside an instance that has run. */
@WithKafka
@Timeout(120)
final class UsageCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EACH = 300;
    private static final List<StreamKey> STREAMS = List.of(
            new StreamKey("demo1234", "SMS", "outbound"),
            StreamKey.of("demo5678", "VERIFY-API"),
            StreamKey.of("other123", "VERIFY-API"));
    /** A second credential, in a configuration file. */
    private static final String OTHER =
            "  - {key: other123, secret: '${SECRET}', daily-cap: 100, products: VERIFY-API, start: '%s', passes: frugal}";

    private final Instant start = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.HOURS);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private final String today = LocalDate.now(ZoneOffset.UTC).toString();

    @TempDir
    private Path directory;

    @Test
    void ourCountIsComparedWithTheirsAndWhatWasReadCanBeForetold(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String credential = "daily-cap: 100, accounts: [self, demo5678], products: [SMS, VERIFY-API], start: '"
                    + start + "', passes: frugal";
            String other = OTHER.formatted(start);
            Path config = Files.writeString(directory.resolve("c.yaml"), setup.yaml(credential, other));
            publish(setup, credential, other);

            assertThat(reconcile(config)).as(() -> out.toString(UTF_8)).isZero();
            assertThat(out.toString(UTF_8)).contains("demo1234/demo1234/SMS", "demo1234/demo5678/VERIFY-API");
            assertThat(records("ourRecords", config)).isEqualTo(3 * EACH);
            namesWhoIsNotAnswered(setup.yaml(
                    credential.replace("demo5678", "demo5678, stranger"), other.replace("${SECRET}", "wrong")));

            tellsARefusalFromSilence(api, config);

            new Outsider(api.baseUri())
                    .reads(start, start.plusSeconds(3600)); // with our key: it is charged for and we know nothing of it
            assertThat(reconcile(config)).isEqualTo(ExitCode.FAILED);
            assertThat(out.toString(UTF_8)).contains("differs");
            assertThat(records("theirRecords", config)).isEqualTo(4 * EACH);
            assertThat(records("lostRecords", config)).isEqualTo(EACH);

            foretells(config);
            resets(config);
        }
    }

    private ReportsSimulator simulator() {
        Traffic traffic = Traffic.none();
        for (StreamKey stream : STREAMS) {
            traffic = traffic.exactly(stream, start.plusSeconds(7), EACH);
        }
        Credential credential = new Credential("demo1234", "demo-secret", List.of("demo1234", "demo5678"));
        Credential other = new Credential("other123", "demo-secret", List.of("other123"));
        return ReportsSimulator.start(
                SimulatorPlan.of(31).credentials(credential, other).traffic(traffic));
    }

    private void publish(Setup setup, String credential, String other) throws Exception {
        try (LocalRun run = LocalRun.of(setup.configuration(credential, other))) {
            await().atMost(PATIENCE)
                    .until(() -> CommittedRecords.read(setup.bootstrapServers(), setup.events(), PATIENCE)
                                    .size()
                            >= STREAMS.size() * EACH);
            await().atMost(PATIENCE) // three hours of each stream
                    .until(() -> CommittedRecords.read(setup.bootstrapServers(), setup.completeness(), PATIENCE)
                                    .size()
                            >= 39); // three hours of seven streams, and their seals but where a receipt is waited for
            assertThat(run.hasEnded()).isFalse();
        }
    }

    /** An account that its key may not read, and a credential whose secret is wrong. */
    private void namesWhoIsNotAnswered(String yaml) throws IOException {
        Path config = Files.writeString(directory.resolve("other.yaml"), yaml);
        assertThat(reconcile(config)).isEqualTo(ExitCode.API);
        assertThat(out.toString(UTF_8))
                .contains("demo1234/demo1234/SMS", "demo1234/demo5678/VERIFY-API")
                .doesNotContain("stranger", "other123", "differs");
        assertThat(err.toString())
                .contains("credential demo1234, account stranger: ", "credential other123: 401 for all");

        assertThat(reconcile(config, "--json")).isEqualTo(ExitCode.API);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(report.path("compared").findValuesAsText("credential")).containsOnly("demo1234");
        JsonNode unanswered = report.path("unanswered");
        assertThat(unanswered.findValuesAsText("credential")).containsExactly("demo1234", "other123");
        assertThat(unanswered.at("/0/account").asText()).isEqualTo("stranger");
        assertThat(unanswered.at("/1/account").isNull()).isTrue();
    }

    /** 401 for one account; then an API that answers nobody. */
    private void tellsARefusalFromSilence(ReportsSimulator api, Path config) throws IOException {
        api.access().unprovision("demo5678", "REPORTS-USAGE");
        assertThat(reconcile(config, "--json")).isEqualTo(ExitCode.API);
        JsonNode partly = new ObjectMapper().readTree(out.toByteArray());
        assertThat(partly.path("compared").findValuesAsText("account")).containsOnly("demo1234", "other123");
        assertThat(partly.path("unanswered").findValuesAsText("account")).containsExactly("demo5678");
        api.access().provision("demo5678", "REPORTS-USAGE");

        api.faults().next(Fault.SERVER_ERROR, Fault.CUT_BODY);
        assertThat(reconcile(config)).as("retried").isZero();

        api.faults().chance(Fault.UNAVAILABLE, 1);
        assertThat(reconcile(config, "--json")).isEqualTo(ExitCode.FAILED);
        JsonNode silent = new ObjectMapper().readTree(out.toByteArray());
        assertThat(silent.path("compared")).isEmpty();
        assertThat(silent.path("unanswered").findValuesAsText("account"))
                .containsExactly("demo1234", "demo5678", "other123");
        assertThat(reconcile(config)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString(UTF_8)).isEmpty();
        api.faults().clear();
    }

    private int reconcile(Path config, String... more) {
        return more.length == 0
                ? cli("reconcile", "-c", config.toString(), "--day", today)
                : cli("reconcile", "-c", config.toString(), "--day", today, "--json");
    }

    private long records(String column, Path config) throws IOException {
        reconcile(config, "--json");
        long sum = 0;
        for (JsonNode row : new ObjectMapper().readTree(out.toByteArray()).path("compared")) {
            sum += row.path(column).asLong();
        }
        return sum;
    }

    private void foretells(Path config) {
        assertThat(cli("plan", "-c", config.toString(), "--days", "2")).isZero();
        assertThat(out.toString(UTF_8)).contains("credential demo1234", "in the next 2");
    }

    private void resets(Path config) {
        String stream = "demo1234/SMS/outbound";
        String to = start.toString();
        assertThat(cli("reset", stream, "--to", to, "--dry-run", "-c", config.toString()))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("from " + start, "requests  1", "records   " + EACH);
        String early = start.minusSeconds(1).toString();
        assertThat(cli("reset", stream, "--to", early, "--dry-run", "-c", config.toString()))
                .isEqualTo(ExitCode.FAILED);
    }

    private int cli(String... arguments) {
        out.reset();
        return CommandTree.of(new Surroundings(Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
