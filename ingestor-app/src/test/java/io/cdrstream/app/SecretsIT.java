package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.Fault;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** I6: at its most talkative, the program says no secret, no phone number and no message. */
@WithKafka
@Timeout(120)
final class SecretsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = Setup.ENVIRONMENT.get("SECRET");
    private static final String BASIC = Base64.getEncoder().encodeToString(("demo1234:" + SECRET).getBytes(UTF_8));
    private static final String NUMBER = "4915112345670";
    private static final Pattern PERSONAL = Pattern.compile("\"(?:from|to|message_body)\":\"([^\"]{6,})\"");

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @TempDir
    private Path directory;

    @Test
    void numbersAndBodiesOfRecordsAreNowhereButInEvents(KafkaBroker kafka) {
        StreamKey sms = new StreamKey("demo1234", "SMS", "outbound");
        SimulatorPlan plan = SimulatorPlan.of(19)
                .credentials(new Credential("demo1234", SECRET, List.of("demo1234")))
                .traffic(Traffic.none().exactly(sms, start.plusSeconds(7), 1500));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            api.faults()
                    .next(
                            Fault.RECORD_ABSURD_DATE,
                            Fault.INVALID_JSON,
                            Fault.RECORD_NOT_OBJECT,
                            Fault.FOREIGN_REDIRECT);
            Setup setup = Setup.of(kafka, api.baseUri());
            String said = saidBy(
                    setup,
                    "{product: SMS, direction: outbound, options: {include_message: true}}",
                    () -> Published.in(setup).events() >= 1500);
            Set<String> personal = new TreeSet<>(Set.of(SECRET, BASIC));
            for (String json : Published.in(setup).values("sms")) {
                PERSONAL.matcher(json).results().forEach(found -> personal.add(found.group(1)));
            }
            assertThat(personal).hasSizeGreaterThan(100);
            assertThat(personal.stream().filter(said::contains)).isEmpty();
        }
    }

    @Test
    void whatTheApiEchoesOfARequestIsNotRepeated(KafkaBroker kafka) {
        DisposableServer api = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(SecretsIT::echo)
                .bindNow();
        try {
            Setup setup = Setup.of(kafka, URI.create("http://127.0.0.1:" + api.port()));
            String said =
                    saidBy(setup, "{product: SMS, direction: outbound, filters: {to: '" + NUMBER + "'}}", () -> true);
            assertThat(said).contains("422").contains("parked").doesNotContain(NUMBER, SECRET, BASIC);
        } finally {
            api.disposeNow();
        }
    }

    /** An API that repeats in its refusal all it was told. */
    private static Mono<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        String told = request.uri() + " " + BASIC + " " + NUMBER + " " + SECRET;
        String problem = "{\"type\":\"#invalid\",\"title\":\"Wrong: " + told + "\",\"detail\":\"" + told
                + "\",\"invalid_parameters\":[{\"name\":\"to\",\"reason\":\"" + told + "\"}]}";
        return response.status(422)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just(problem))
                .then();
    }

    /** Logs, stdout, stderr, metrics and streams of a run at DEBUG, once it has got that far. */
    private String saidBy(Setup setup, String stream, Callable<Boolean> isDone) {
        String yaml =
                setup.yaml("daily-cap: 100, streams: [" + stream + "], start: '" + start + "'", "log: {level: debug}");
        try (ChildApp app = ChildApp.start(directory, yaml)) {
            await().atMost(PATIENCE).until(() -> app.admin().isPresent());
            URI admin = app.admin().orElseThrow();
            await().atMost(PATIENCE).until(isDone);
            await().atMost(PATIENCE)
                    .until(() -> app.log().contains("parked") || app.log().contains("watermark"));
            String pages = LocalRun.get(admin.resolve("/metrics")).body()
                    + LocalRun.get(admin.resolve("/streams")).body()
                    + LocalRun.get(admin.resolve("/health/ready")).body();
            assertThat(app.stop()).isZero();
            assertThat(app.log()).as("it is talkative").contains("DEBUG", "stopped: published ");
            return app.log() + pages;
        }
    }
}
