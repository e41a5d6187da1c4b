package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.ExitCode;
import io.cdrstream.app.cli.Surroundings;
import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.Injected;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that nobody can read costs a few pages, and not the stream. */
@WithKafka
@Timeout(120)
final class UnreadableRecordIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 1000;
    private static final int RECORDS = 2 * PAGE + 500;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final Instant end = start.plusSeconds(600);
    private final String stream = "daily-cap: 100, products: VOICE-CALL, start: '" + start + "'";
    private final ReportsSimulator api = ReportsSimulator.start(SimulatorPlan.of(17)
            .traffic(Traffic.none()
                    .exactly(new StreamKey("demo1234", "VOICE-CALL", "outbound"), start.plusSeconds(9), RECORDS)));

    @Test
    void whatStaysUnreadableGoesToTheDeadLetterAndTheStreamGoesOn(KafkaBroker kafka, @TempDir Path directory)
            throws Exception {
        try (api) {
            Setup setup = Setup.of(kafka, api.baseUri());
            api.faults()
                    .next(Fault.RECORD_NOT_JSON, Fault.RECORD_NOT_JSON, Fault.RECORD_NOT_JSON, Fault.RECORD_NOT_JSON);
            Path file = Files.writeString(directory.resolve("c.yaml"), setup.yaml(stream));
            try (LocalRun run = LocalRun.of(setup.configuration(stream))) {
                await().atMost(PATIENCE).until(() -> Published.in(setup).events() == RECORDS);
                await().atMost(PATIENCE).until(() -> run.get("/streams").body().contains("\"state\" : \"idle\""));
                assertThat(api.bill().records()).isEqualTo(RECORDS + 3 * PAGE);
                Published published = Published.in(setup);
                published.isTheTruthOnce(api.truth(), start, end);
                assertThat(published.deadLetters()).isEqualTo(1);

                ByteArrayOutputStream out = new ByteArrayOutputStream();
                assertThat(CommandTree.of(new Surroundings(
                                        Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out))
                                .execute("dead-letter", "replay", "--all", "-c", file.toString()))
                        .isEqualTo(ExitCode.FAILED);
                assertThat(out.toString(UTF_8)).contains("is refused: still not readable JSON");
            }
        }
    }

    @Test
    void whatIsReadableAtTheNextAttemptIsNotDead(KafkaBroker kafka) throws Exception {
        try (api) {
            Setup setup = Setup.of(kafka, api.baseUri());
            api.faults().next(Fault.RECORD_NOT_JSON);
            try (LocalRun run = LocalRun.of(setup.configuration(stream + ", end: '" + end + "'"))) {
                await().atMost(PATIENCE).until(run::hasEnded);
                assertThat(run.failure()).isEmpty();
            }
            Published published = Published.in(setup);
            published.isTheTruthOnce(api.truth(), start, end);
            assertThat(published.events()).isEqualTo(RECORDS);
            assertThat(published.deadLetters()).isZero();
            assertThat(api.truth().injected()).extracting(Injected::fault).containsExactly(Fault.RECORD_NOT_JSON);
            assertThat(api.bill().records()).isEqualTo(RECORDS + PAGE);
        }
    }
}
