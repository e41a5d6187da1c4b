package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.ApiRules;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.RequestSeen;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API refuses and what the cap forbids waits, visibly; the rest goes on; nothing is paid for twice. */
@WithKafka
@Timeout(180)
final class RefusalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PAGE = 100;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    private final Instant end = start.plusSeconds(600);
    private final String range = "requests-per-second: 4, start: '" + start + "', end: '" + end + "'";

    @Test
    void refusedStreamsAreParkedWithTheReasonAndGoOnAtTheSamePage(KafkaBroker kafka) throws Exception {
        StreamKey voice = new StreamKey("sub00001", "VOICE-CALL", "outbound");
        try (ReportsSimulator api = simulator(Traffic.none()
                .exactly(voice, start.plusSeconds(5), 20 * PAGE)
                .exactly(StreamKey.of("demo1234", "VERIFY-API"), start.plusSeconds(5), 5))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            api.access().unprovision("demo1234", "NUMBER-INSIGHT"); // 401
            try (LocalRun run = LocalRun.of(setup.configuration("accounts: [self, sub00001], daily-cap: 100, streams: ["
                    + "{product: VOICE-CALL, account: sub00001}, {product: VERIFY-API, account: self},"
                    + "{product: NUMBER-INSIGHT, account: self}, {product: UNHEARD-OF, account: self}], " + range))) {
                await().atMost(PATIENCE).until(() -> fetched(api, voice).size() > 5);
                api.access().forbid("sub00001"); // 403
                await().atMost(PATIENCE).until(() -> parked(run) == 3);

                assertThat(run.isReady(200, "DEGRADED")).isTrue();
                String streams = run.get("/streams").body();
                assertThat(streams).contains("401").contains("403").contains("422");
                await().atMost(PATIENCE)
                        .until(() -> Published.in(setup).values("verify-api").size() == 5);

                api.access().allow("sub00001");
                api.access().provision("demo1234", "NUMBER-INSIGHT");
                await().atMost(PATIENCE).until(() -> parked(run) == 1); // 422 stays
                await().atMost(PATIENCE).until(() -> fetched(api, voice).size() >= 20);
                await().atMost(PATIENCE).until(() -> Published.in(setup).events() >= 20 * PAGE + 5);
            }
            Published.in(setup).isTheTruthOnce(api.truth(), start, end);
            assertThat(api.bill().records()).as("billed").isEqualTo(20 * PAGE + 5);
        }
    }

    @Test
    void theCapPausesThePollingAndIsRememberedUntilItIsRaised(KafkaBroker kafka) throws Exception {
        StreamKey verify = StreamKey.of("demo1234", "VERIFY-API");
        try (ReportsSimulator api = simulator(Traffic.none().exactly(verify, start.plusSeconds(5), 20 * PAGE))) {
            Setup setup = Setup.of(kafka, api.baseUri());
            String credential = "products: [VERIFY-API], " + range + ", daily-cap: ";
            long spent;
            try (LocalRun run = LocalRun.of(setup.configuration(credential + "0.40"))) { // 1000 records
                await().atMost(PATIENCE).until(() -> isCapped(run));
                await().atMost(PATIENCE).until(() -> Published.in(setup).events() == 1000);
                spent = api.bill().records();
                assertThat(spent).isEqualTo(1000);
            }
            try (LocalRun again = LocalRun.of(setup.configuration(credential + "0.40"))) {
                await().atMost(PATIENCE).until(() -> isCapped(again));
                assertThat(api.bill().records()).as("billed after a restart").isEqualTo(spent);
            }
            try (LocalRun raised = LocalRun.of(setup.configuration(credential + "100"))) {
                await().atMost(PATIENCE).until(raised::hasEnded);
            }
            Published.in(setup).isTheTruthOnce(api.truth(), start, end);
            assertThat(api.bill().records()).as("billed").isEqualTo(20 * PAGE);
        }
    }

    private static ReportsSimulator simulator(Traffic traffic) {
        return ReportsSimulator.start(SimulatorPlan.of(13)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234", "sub00001")))
                .traffic(traffic)
                .rules(new ApiRules(PAGE, 10, Duration.ZERO, Duration.ZERO, Duration.ofHours(24), true, true)));
    }

    private static List<RequestSeen> fetched(ReportsSimulator api, StreamKey stream) {
        return api.requests().stream()
                .filter(request -> request.records() > 0)
                .filter(request -> request.account().equals(stream.account()))
                .filter(request -> request.product().equals(stream.product()))
                .toList();
    }

    private static long parked(LocalRun run) {
        return run.get("/streams").body().split("\"state\" : \"parked\"", -1).length - 1;
    }

    private static boolean isCapped(LocalRun run) {
        return run.isReady(200, "DEGRADED") && run.get("/streams").body().contains("\"state\" : \"capped\"");
    }
}
