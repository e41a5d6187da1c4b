package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.ExitCode;
import io.cdrstream.app.cli.Surroundings;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.TrueCdr;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code reset --yes} beside an instance that runs: what the plan has missed is found, once. */
@WithKafka
@Timeout(180)
final class RedoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");
    private static final String STREAM = "demo1234/SMS/outbound";
    private static final Duration LATEST = Duration.ofSeconds(15);

    private final KafkaBroker kafka;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant start = now.minusSeconds(30);
    private final Instant end = now.plusSeconds(12);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path directory;

    /** With the broker, so that its start is no part of the test's time. */
    RedoIT(KafkaBroker kafka) {
        this.kafka = kafka;
    }

    @Test
    void whatThePlanHasMissedIsFoundOnceWhileAnInstanceRuns() throws Exception {
        Traffic traffic = Traffic.none();
        for (int second = 2; second < 12; second++) {
            traffic = traffic.exactly(SMS, now.plusSeconds(second), 6);
        }
        Lifecycle lifecycle = Lifecycle.immediate().late(0.4, LATEST).changing(0.5, Duration.ofSeconds(6));
        try (ReportsSimulator api =
                ReportsSimulator.start(SimulatorPlan.of(43).traffic(traffic).lifecycle(lifecycle))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String credential =
                    "daily-cap: 100, streams: [{product: SMS, direction: outbound, start: '" + start + "'}]";
            String plan = "plans: {SMS: {revisits: [], follow-ups: []}}";
            Path config = Files.writeString(directory.resolve("c.yaml"), setup.yaml(credential, plan));
            List<TrueCdr> truth = api.truth().recordsIn("demo1234", "SMS", "outbound", start, end);
            try (LocalRun running = LocalRun.of(setup.configuration(credential, plan))) {
                await().atMost(PATIENCE).until(() -> Instant.now().isAfter(end.plus(LATEST)));
                await().atMost(PATIENCE).until(() -> isSealed(config));
                assertThat(events(setup)).as("records late for their only pass").hasSizeLessThan(truth.size());
                assertThat(running.failure()).isEmpty();
            }
            try (LocalRun running = LocalRun.of(setup.configuration(credential.replace("100", "0.01"), plan))) {
                cancels(config, running);
                assertThat(running.failure()).isEmpty();
                assertThat(pages(config)).as("at its cap nothing was read").isZero();
            }
            try (LocalRun running = LocalRun.of(idle(setup.yaml(credential, plan)))) {
                refuses(config);

                finds(setup, config, truth);
                int published = count(setup);
                reset(config);
                assertThat(count(setup))
                        .as("what is known is not published again")
                        .isEqualTo(published);

                assertThat(running.failure()).isEmpty();
                assertThat(running.hasEnded()).isFalse();
            }
        }
    }

    /** Whoever has nothing to commit has to notice the redo as well. */
    private static Configuration idle(String yaml) throws ConfigurationWrong {
        return new ConfigurationReader(Setup.ENVIRONMENT::get, Clock.systemUTC())
                .read(yaml.replace("interval: 1s", "interval: 1h"), Path.of("."));
    }

    /** Beside an instance that has nothing left to spend today, so that it does not get on. */
    private void cancels(Path config, LocalRun running) throws Exception {
        String c = config.toString();
        await().atMost(PATIENCE).until(() -> shown(running).isNull());
        assertThat(cli("reset", STREAM, "--cancel", "--yes", "-c", c)).isEqualTo(ExitCode.FAILED);
        assertThat(cli("reset", STREAM, "--to", "" + start, "--yes", "-c", c)).isZero();
        await().atMost(PATIENCE)
                .until(() -> shown(running).path("next").asText().equals("" + start));

        assertThat(cli("reset", STREAM, "--cancel", "-c", c)).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(cli("reset", STREAM, "--cancel", "--dry-run", "-c", c)).isZero();
        assertThat(out.toString(UTF_8))
                .contains("from " + start + " to ", "would remain unread", "euros", " to read it");
        assertThat(redo(config).path("from").asText()).isEqualTo("" + start);

        assertThat(cli("reset", STREAM, "--cancel", "--yes", "-c", c)).isZero();
        assertThat(out.toString(UTF_8))
                .contains("Cancelled: no slice was read to its end")
                .doesNotContain("slices that were begun");
        assertThat(redo(config).path("from").asText()).isEmpty();
        await().atMost(PATIENCE).until(() -> shown(running).isNull());
        assertThat(cli("reset", STREAM, "--cancel", "--yes", "-c", c)).isEqualTo(ExitCode.FAILED);
    }

    /** The redo that the instance knows of. */
    private JsonNode shown(LocalRun running) throws IOException {
        return json.readTree(running.get("/streams").body()).at("/streams/0/redo");
    }

    private void refuses(Path config) throws IOException {
        String c = config.toString();
        assertThat(cli("reset", STREAM, "--to", "" + start, "-c", c)).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(cli("reset", STREAM, "--to", "" + start, "-c", c, "--yes", "--dry-run"))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(cli("reset", STREAM, "--to", "" + start.minusSeconds(1), "-c", c, "--yes"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(cli("reset", STREAM, "--to", "" + now.plusSeconds(3600), "-c", c, "--yes"))
                .isEqualTo(ExitCode.FAILED);
        for (int tasks : new int[] {2, 8}) {
            Path other = directory.resolve("other.yaml");
            Files.writeString(other, Files.readString(config).replace("seen:", "tasks: " + tasks + ", seen:"));
            assertThat(cli("reset", STREAM, "--to", "" + start, "-c", other.toString(), "--yes"))
                    .isEqualTo(ExitCode.FAILED);
        }
    }

    private void finds(Setup setup, Path config, List<TrueCdr> truth) throws Exception {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> before = events(setup);
        reset(config);

        Map<String, List<ConsumerRecord<byte[], byte[]>>> after = events(setup);
        assertThat(after.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        truth.stream().map(TrueCdr::id).toList());
        after.forEach((id, revisions) -> assertThat(revisions.stream()
                        .filter(event -> !header(event, "ce_change").equals("updated")))
                .as("first revisions of %s", id)
                .hasSize(1));
        String found = after.keySet().stream()
                .filter(id -> !before.containsKey(id))
                .findFirst()
                .orElseThrow();
        assertThat(cli("explain", found, "-c", config.toString(), "--json")).isZero();
        JsonNode event = json.readTree(out.toByteArray()).at("/streams/0/events/0");
        assertThat(event.get("change").asText()).isEqualTo("late");
        assertThat(event.get("pass").asText()).isEqualTo("redo");
    }

    /** Opens a redo and waits until it is over. */
    private void reset(Path config) throws Exception {
        int pages = pages(config);
        assertThat(cli("reset", STREAM, "--to", "" + start, "--yes", "-c", config.toString()))
                .as(() -> out.toString(UTF_8))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("records", "Opened up to");
        await().atMost(PATIENCE)
                .until(() -> pages(config) > pages && redo(config).path("to").isNull());
    }

    private int pages(Path config) throws Exception {
        return redo(config).at("/found/pages").asInt();
    }

    private JsonNode redo(Path config) throws Exception {
        return completeness(config).path("redo");
    }

    private boolean isSealed(Path config) throws Exception {
        String sealed = completeness(config).path("sealedUntil").asText();
        return !sealed.isEmpty() && !Instant.parse(sealed).isBefore(end);
    }

    private JsonNode completeness(Path config) throws Exception {
        cli("completeness", "-c", config.toString(), "--json");
        return json.readTree(out.toByteArray()).at("/streams/0");
    }

    private int count(Setup setup) {
        return events(setup).values().stream().mapToInt(List::size).sum();
    }

    private static Map<String, List<ConsumerRecord<byte[], byte[]>>> events(Setup setup) {
        return CommittedRecords.readDecided(setup.bootstrapServers(), setup.events(), PATIENCE).stream()
                .collect(Collectors.groupingBy(event -> header(event, "ce_subject")));
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }

    private int cli(String... arguments) {
        out.reset();
        return CommandTree.of(new Surroundings(Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out))
                .execute(arguments);
    }
}
