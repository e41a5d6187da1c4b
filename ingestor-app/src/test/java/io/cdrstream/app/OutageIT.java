package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.app.cli.CommandTree;
import io.cdrstream.app.cli.Surroundings;
import io.cdrstream.simulator.ApiRules;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.sink.kafka.KafkaTopics;
import io.cdrstream.testkit.kafka.ForkedKafka;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes away and comes back: nothing is lost, doubled or paid for again, and the service stays. */
@Timeout(180)
final class OutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");

    @TempDir
    private static Path directory;

    private static ForkedKafka kafka;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final Instant end = start.plusSeconds(600);
    private final String credential =
            "products: SMS, requests-per-second: 9, daily-cap: 100, start: '" + start + "', end: '" + end + "'";

    @BeforeAll
    static void startKafka() {
        kafka = ForkedKafka.start(directory).awaitReady();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void aFrozenBrokerStopsThePollingAndCostsNothing() throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri()).membership(PATIENCE);
            LocalRun run = LocalRun.of(setup.configuration(credential.replace("second: 9", "second: 4")));
            await().atMost(PATIENCE).until(() -> Published.in(setup).events() > 0);
            ByteArrayOutputStream tailed = new ByteArrayOutputStream();
            CompletableFuture<Integer> tail = CompletableFuture.supplyAsync(() -> tail(setup, tailed));
            await().atMost(PATIENCE).until(() -> tailed.toString(UTF_8).contains("ce_subject"));
            kafka.pause();
            try {
                await().atMost(PATIENCE).until(() -> run.isReady(503, "WITHOUT_KAFKA"));
                assertThat(tail)
                        .as("a silent broker is no quiet topic")
                        .succeedsWithin(PATIENCE)
                        .isEqualTo(3);
            } finally {
                kafka.resume();
            }
            isReadToTheEnd(run, setup, api);
        }
    }

    @Test
    void aBrokerThatIsNotThereYetIsWaitedFor() throws Exception {
        kafka.kill();
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri()).membership(PATIENCE);
            LocalRun run = LocalRun.of(setup.configuration(credential));
            await().atMost(PATIENCE).until(() -> run.isReady(503, "WITHOUT_KAFKA"));
            assertThat(run.hasEnded()).isFalse();
            kafka.startAgain().awaitReady();
            isReadToTheEnd(run, setup, api);
        }
    }

    @Test
    void aBrokerThatFallsSilentWhileTopicsAreCreatedIsWaitedFor() throws Exception {
        try (ReportsSimulator api = simulator();
                HeardLog topics = HeardLog.of(KafkaTopics.class)) {
            topics.onFirst("creates topic", kafka::pause);
            Setup setup = Setup.of(kafka, api.baseUri()).membership(PATIENCE);
            LocalRun run = LocalRun.of(setup.configuration(credential));
            try {
                await().atMost(PATIENCE).until(() -> run.hasEnded() || topics.has("waiting"));
                assertThat(run.failure()).isEmpty();
                assertThat(run.isReady(503, "WITHOUT_KAFKA")).isTrue();
            } finally {
                kafka.resume();
            }
            isReadToTheEnd(run, setup, api);
        }
    }

    private static int tail(Setup setup, OutputStream out) {
        return CommandTree.of(new Surroundings(Setup.ENVIRONMENT::get, Clock.systemUTC(), RealAdapters::new, out))
                .execute(
                        "tail",
                        setup.prefix() + "cdr.sms",
                        "--from-beginning",
                        "--timeout",
                        "1",
                        "--bootstrap-servers",
                        setup.bootstrapServers(),
                        "--kafka-property",
                        "default.api.timeout.ms=1000");
    }

    private void isReadToTheEnd(LocalRun run, Setup setup, ReportsSimulator api) {
        await().atMost(PATIENCE).until(run::hasEnded);
        run.close();
        assertThat(run.failure()).isEmpty();
        Published.in(setup).isTheTruthOnce(api.truth(), start, end);
        assertThat(api.bill().records()).as("billed").isEqualTo(6000);
    }

    private ReportsSimulator simulator() {
        ApiRules smallPages = new ApiRules(100, 10, Duration.ZERO, Duration.ZERO, Duration.ofHours(24), true, true);
        return ReportsSimulator.start(SimulatorPlan.of(11)
                .traffic(Traffic.none().exactly(SMS, start.plusSeconds(30), 6000))
                .rules(smallPages));
    }
}
