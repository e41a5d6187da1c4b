package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.Surroundings;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.FaultPlan;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import io.cdrstream.testkit.process.FreePorts;
import io.cdrstream.testkit.registry.RegistryServer;
import io.cdrstream.testkit.registry.WithRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator sees of typed events: drift in the metrics, the registry in check, values in tail. */
@WithKafka
@WithRegistry
@Timeout(120)
final class AvroCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 20;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final String credential = "daily-cap: 100, products: [SMS], start: '" + start + "'";

    @TempDir
    private Path directory;

    @Test
    void driftShowsInTheMetrics(KafkaBroker kafka) throws Exception {
        try (ReportsSimulator api = simulator(FaultPlan.none().chance(Fault.RECORD_ABSURD_DATE, 1))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            try (LocalRun run = LocalRun.of(setup.configuration(credential, "format: avro"))) {
                await().atMost(PATIENCE).until(() -> run.get("/metrics")
                        .body()
                        .contains("cdrstream_values_unparsed_total{field=\"date_received\",product=\"SMS\"}"));
            }
        }
    }

    @Test
    void checkAsksTheRegistryAndTailReadsByIt(KafkaBroker kafka, RegistryServer registry) throws Exception {
        try (ReportsSimulator api = simulator(FaultPlan.none())) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String subject = setup.prefix() + "cdr.sms-value";
            Path register = file(setup, "url: '" + registry.url() + "'");
            Path lookup = file(setup, "mode: lookup, url: '" + registry.url() + "'");
            for (int i = 0; i < 2; i++) { // the second time as well, for the first has registered nothing
                assertSays(0, subject + ": does not know our schema; run registers it", "check", register);
                assertSays(5, subject + ": 404: no such subject", "check", lookup);
            }
            try (LocalRun run = LocalRun.of(
                    setup.configuration(credential, "format: avro", "registry: {url: '" + registry.url() + "'}"))) {
                await().atMost(PATIENCE).until(() -> Published.in(setup).events() >= RECORDS);
            }
            assertSays(0, subject + ": knows our schema", "check", lookup);
            assertSays(5, "no connection", "check", file(setup, "url: 'http://127.0.0.1:" + FreePorts.next() + "'"));

            String[] tail = {"tail", setup.prefix() + "cdr.sms", "--from-beginning", "--max=3", "--timeout=20"};
            String read = execute(0, tail, "-c", register.toString());
            assertThat(read.lines().filter(line -> line.startsWith("  {\"id\":\"")))
                    .hasSize(3)
                    .allMatch(line -> line.contains("\"charge\":0.") && line.contains("\"event_time\":\"20"));
            assertThat(execute(0, tail, "--bootstrap-servers", setup.bootstrapServers()))
                    .as("without the registry, by our own schema")
                    .isEqualTo(read);
        }
    }

    private ReportsSimulator simulator(FaultPlan faults) {
        return ReportsSimulator.start(SimulatorPlan.of(31)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none()
                        .exactly(new StreamKey("demo1234", "SMS", "outbound"), start.plusSeconds(7), RECORDS))
                .faults(faults));
    }

    private Path file(Setup setup, String registry) throws IOException {
        Path file = Files.createTempFile(directory, "cdrstream", ".yaml");
        return Files.writeString(file, setup.yaml(credential, "format: avro", "registry: {" + registry + "}"));
    }

    private static void assertSays(int code, String words, String command, Path file) {
        assertThat(execute(code, new String[] {command}, "-c", file.toString())).contains(words);
    }

    private static String execute(int code, String[] command, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommandLine tree =
                CommandTree.of(new Surroundings(Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out));
        String[] all = Stream.of(command, more).flatMap(Arrays::stream).toArray(String[]::new);
        assertThat(tree.execute(all)).as(out.toString(UTF_8)).isEqualTo(code);
        return out.toString(UTF_8);
    }
}
