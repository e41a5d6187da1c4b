package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator mends a topic and gets the dead letters published, without the API and without a duplicate. */
@WithKafka
@Timeout(240)
final class DeadLetterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int RECORDS = 150;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void whatWasTooLargeForItsTopicIsPublishedOnceTheTopicTakesIt(KafkaBroker kafka) throws Exception {
        StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
        SimulatorPlan plan = SimulatorPlan.of(31)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none().exactly(sms, start.plusSeconds(7), RECORDS));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            api.faults().next(Fault.RECORD_NOT_OBJECT);
            Setup setup = Setup.of(kafka, api.baseUri());
            String topic = setup.prefix() + "cdr.sms";
            try (Topics topics = new Topics(setup.bootstrapServers())) {
                topics.create(topic, 1, Map.of("max.message.bytes", "1100"));
                String yaml = setup.yaml(
                        "daily-cap: 100, streams: [{product: SMS, direction: outbound}], start: '" + start + "'");
                String config =
                        Files.writeString(directory.resolve("c.yaml"), yaml).toString();
                try (ChildApp app = ChildApp.start(directory, yaml)) {
                    await().atMost(PATIENCE).until(() -> records(setup) > RECORDS);
                    int billed = records(setup);
                    await().atMost(PATIENCE).until(() -> events(setup).size() + letters(config) == billed);
                    assertThat(events(setup)).hasSizeLessThan(RECORDS);

                    topics.set(topic, "max.message.bytes", "1000000");
                    assertThat(cli("dead-letter", "replay", "--all", "-c", config))
                            .isEqualTo(ExitCode.FAILED); // one is no JSON object and never will be
                    assertThat(out.toString(UTF_8)).contains("is refused: still not a JSON object", "is published");
                    assertThat(events(setup)).hasSize(billed - 1);
                    assertThat(events(setup).stream().map(DeadLetterIT::id)).doesNotHaveDuplicates();
                    assertThat(letters(config)).isEqualTo(1);
                    assertThat(app.stop()).isZero();
                }
            }
        }
    }

    private int letters(String config) {
        out.reset();
        assertThat(cli("dead-letter", "list", "-c", config)).isZero();
        return (int) out.toString(UTF_8).lines().count() - 1;
    }

    private int cli(String... arguments) {
        return CommandTree.of(new Surroundings(Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out))
                .execute(arguments);
    }

    private static List<ConsumerRecord<byte[], byte[]>> events(Setup setup) {
        return CommittedRecords.readDecided(setup.bootstrapServers(), setup.events(), PATIENCE);
    }

    /** One of them is made up by the fault. */
    private static int records(Setup setup) {
        return events(setup).size()
                + CommittedRecords.readDecided(setup.bootstrapServers(), setup.deadLetters(), PATIENCE)
                        .size();
    }

    private static String id(ConsumerRecord<byte[], byte[]> event) {
        return new String(event.key(), UTF_8);
    }
}
