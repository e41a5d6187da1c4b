package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.Surroundings;
import io.cdrstream.model.Digest;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Lifecycle;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.simulator.cdr.TrueCdr;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator is told about single CDRs and whole hours, against the events and the simulator's truth: when the
 * first pass is done and the revisit is not, and when everything is sealed, by another instance.
 */
@WithKafka
@Timeout(180)
final class AnswersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");
    private static final StreamKey CALLS = new StreamKey("demo1234", "VOICE-CALL", "outbound");
    private static final String NOBODY = "0a0a0a0a-nobody-0000";

    private final KafkaBroker kafka;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant start = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    private final Instant end = now.plusSeconds(18);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path directory;

    /** With the broker, so that its start is no part of the test's time. */
    AnswersIT(KafkaBroker kafka) {
        this.kafka = kafka;
    }

    @Test
    void everyCdrAndEveryHourIsExplainedAsItIs() throws Exception {
        Traffic traffic = Traffic.none()
                .exactly(SMS, start.plusSeconds(5), 3)
                .exactly(SMS, start.plusSeconds(3599), 4)
                .exactly(SMS, start.plusSeconds(3600), 5)
                .exactly(CALLS, start.plusSeconds(20), 2);
        for (int second = 6; second < 17; second++) {
            traffic = traffic.exactly(SMS, now.plusSeconds(second), 4);
        }
        Lifecycle lifecycle =
                Lifecycle.immediate().late(0.4, Duration.ofSeconds(20)).changing(1, Duration.ofSeconds(20));
        SimulatorPlan plan = SimulatorPlan.of(41).traffic(traffic).lifecycle(lifecycle);
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            Setup setup = Setup.of(kafka, api.baseUri());
            try (Topics topics = new Topics(setup.bootstrapServers())) {
                topics.create(setup.prefix() + "cdr.voice-call", 1, Map.of("max.message.bytes", "500"));
            }
            String covered = ", start: '" + start + "', end: '" + end + "'}, ";
            String credential =
                    "daily-cap: 100, streams: [{product: SMS, direction: outbound" + covered + "{product: VOICE-CALL"
                            + covered + "{product: NUMBER-INSIGHT}]"; // which has no end, nor has the run
            String[] more = {
                "plans: {SMS: {revisits: [40s], follow-ups: [41s]}, VOICE-CALL: {revisits: [], follow-ups: []}}"
            };
            Path config = Files.writeString(directory.resolve("c.yaml"), setup.yaml(credential, more));
            String file = config.toString();
            try (LocalRun running = LocalRun.of(setup.configuration(credential, more))) {
                await().atMost(PATIENCE).until(() -> reached(file, "watermark").equals(end.toString()));
                assertThat(running.failure()).isEmpty();
            }
            List<TrueCdr> truth = api.truth().recordsIn("demo1234", "SMS", "outbound", start, end);
            explainsWhatIsPublishedAndWhatIsExpected(setup, file, sample(truth));
            try (LocalRun running = LocalRun.of(setup.configuration(credential, more))) {
                await().atMost(PATIENCE)
                        .until(() -> reached(file, "sealedUntil").equals(end.toString()));
                assertThat(running.failure()).isEmpty();
            }
            explainsWhatIsSealed(setup, file, sample(truth));
            explainsWhatIsDead(api, file);
            everyHourIsTheTruth(file, truth);
        }
    }

    private void explainsWhatIsPublishedAndWhatIsExpected(Setup setup, String file, List<TrueCdr> sample)
            throws Exception {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> events = events(setup);
        int open = 0;
        for (TrueCdr cdr : sample) {
            boolean isPublished = events.containsKey(cdr.id());
            JsonNode report = explain(
                    file, isPublished ? 0 : 1, cdr.id(), "--at", cdr.time().toString());
            assertThat(report.get("state").asText()).isEqualTo(isPublished ? "published" : "expected");
            if (isPublished) {
                isAt(report, events.get(cdr.id()));
                open += report.at("/streams/0/followUpDue").isTextual() ? 1 : 0;
            } else {
                assertThat(report.at("/streams/0/passes/0/due").isNull()).isTrue();
                assertThat(Instant.parse(
                                report.at("/streams/0/passes/1/due/from").asText()))
                        .isEqualTo(cdr.time().plusSeconds(40));
            }
        }
        assertThat(open).as("records that are asked for again").isPositive();
        assertThat(explain(file, 1, NOBODY).get("state").asText()).isEqualTo("not-seen");
        assertThat(cli("completeness", "-c", file, "--product", "SMS", "--from", "" + start, "--to", "" + end))
                .isEqualTo(1);
        assertThat(text())
                .contains("complete until  " + end, "pending", "not final, asked for again", "not sealed yet");
    }

    private void explainsWhatIsSealed(Setup setup, String file, List<TrueCdr> sample) throws Exception {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> events = events(setup);
        List<String> changes = new ArrayList<>();
        for (TrueCdr cdr : sample) {
            JsonNode report = explain(file, 0, cdr.id());
            assertThat(report.get("state").asText()).isEqualTo("published");
            isAt(report, events.get(cdr.id()));
            report.at("/streams/0/events")
                    .forEach(event -> changes.add(event.get("change").asText()));
        }
        assertThat(changes).contains("new", "late", "updated");
        assertThat(explain(file, 1, NOBODY, "--at", "" + now, "--product", "SMS")
                        .get("state")
                        .asText())
                .isEqualTo("never-seen");
        assertThat(explain(file, 1, NOBODY).get("state").asText()).isEqualTo("not-seen");
    }

    private void explainsWhatIsDead(ReportsSimulator api, String file) throws Exception {
        for (TrueCdr call : api.truth().recordsIn("demo1234", "VOICE-CALL", "outbound", start, end)) {
            JsonNode report = explain(file, 0, call.id(), "--product", "VOICE-CALL");
            assertThat(report.get("state").asText()).isEqualTo("dead");
            assertThat(report.at("/deadLetters/0/reason").asText()).contains("larger than");
            assertThat(cli("explain", call.id(), "-c", file)).isZero();
            assertThat(text()).contains("could not become an event", "dead letter 0@");
        }
    }

    private void everyHourIsTheTruth(String file, List<TrueCdr> truth) throws Exception {
        for (Instant hour = start; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
            Instant next = hour.plus(Duration.ofHours(1));
            out.reset();
            assertThat(cli(
                            "completeness",
                            "-c",
                            file,
                            "--product",
                            "SMS",
                            "--json",
                            "--from",
                            "" + hour,
                            "--to",
                            "" + next))
                    .isZero();
            JsonNode stream = json.readTree(out.toByteArray()).at("/streams/0");
            long count = 0;
            long ids = 0;
            for (TrueCdr cdr : truth) {
                if (!cdr.time().isBefore(hour) && cdr.time().isBefore(next)) {
                    count++;
                    ids += Digest.word(cdr.id());
                }
            }
            long found = 0;
            long hash = 0;
            for (JsonNode pass : stream.get("passes")) {
                found += pass.at("/found/new").asLong() + pass.at("/found/late").asLong();
                hash += Long.parseUnsignedLong(pass.at("/found/ids").asText(), 16);
            }
            assertThat(found).isEqualTo(count);
            assertThat(hash).isEqualTo(ids);
            assertThat(stream.get("gaps")).isEmpty();
        }
    }

    /** Every third, the edges of the hours among them. */
    private static List<TrueCdr> sample(List<TrueCdr> truth) {
        return truth.stream().filter(cdr -> truth.indexOf(cdr) % 3 == 0).toList();
    }

    private static void isAt(JsonNode report, List<ConsumerRecord<byte[], byte[]>> events) {
        List<String> places = new ArrayList<>();
        report.at("/streams/0/events")
                .forEach(event -> places.add(event.get("partition") + "@" + event.get("offset") + " "
                        + event.get("change").asText() + " " + event.get("pass").asText()));
        assertThat(places)
                .containsExactlyElementsOf(events.stream()
                        .map(event -> event.partition() + "@" + event.offset() + " " + header(event, "ce_change") + " "
                                + header(event, "ce_pass"))
                        .toList());
        assertThat(report.at("/streams/0/range/from").isTextual()).isTrue();
    }

    private JsonNode explain(String file, int exit, String id, String... more) throws Exception {
        out.reset();
        List<String> arguments = new ArrayList<>(List.of("explain", id, "-c", file, "--json"));
        arguments.addAll(List.of(more));
        assertThat(cli(arguments.toArray(String[]::new))).isEqualTo(exit);
        return json.readTree(out.toByteArray());
    }

    private String reached(String file, String what) throws Exception {
        out.reset();
        cli("completeness", "-c", file, "--product", "SMS", "--json");
        return out.size() == 0
                ? "" // the topics are not there yet
                : json.readTree(out.toByteArray()).at("/streams/0/" + what).asText();
    }

    private int cli(String... arguments) {
        return CommandTree.of(new Surroundings(Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out))
                .execute(arguments);
    }

    private String text() {
        String text = out.toString(UTF_8);
        out.reset();
        return text;
    }

    private static Map<String, List<ConsumerRecord<byte[], byte[]>>> events(Setup setup) {
        return CommittedRecords.readDecided(setup.bootstrapServers(), setup.events(), PATIENCE).stream()
                .collect(Collectors.groupingBy(event -> header(event, "ce_subject")));
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }
}
