package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.ApiRules;
import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share the work through the group; one is killed and comes back, again and again. */
@WithKafka
@Timeout(240)
final class TwoInstancesIT {

    private static final int KILLS = 3;
    private static final int TASKS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern SESSION = Pattern.compile("task \\d+ reads \\d+ streams");
    private static final Pattern LOST = Pattern.compile("task \\d+ lost its session");
    private static final Pattern PUBLISHED = Pattern.compile("cdrstream_cdrs_published_total\\{[^}]*} (?!0\\.0)\\d");

    private final Instant end = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    private final Instant start = end.minus(Duration.ofMinutes(20));

    @TempDir
    private Path directory;

    @Test
    void oneMayBeKilledAgainAndAgainAndTheOtherFillsIn(KafkaBroker kafka) {
        Set<String> products = Set.of("SMS", "VOICE-CALL", "MESSAGES", "VERIFY-API");
        SimulatorPlan plan = SimulatorPlan.of(17)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234", "sub00001", "sub00002")))
                .traffic(Traffic.live(1.5, start).only(products))
                .rules(new ApiRules(200, 0, Duration.ZERO, Duration.ZERO, Duration.ofHours(24), true, true));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            Setup setup = Setup.of(kafka, api.baseUri());
            List<ChildApp> all = shareAndKill(setup);
            Published.in(setup).isTheTruthOnce(api.truth(), start, end);
            assertThat(all.stream().mapToLong(app -> app.said(SESSION)).sum())
                    .as("sessions: each task at most once more for every coming and going")
                    .isLessThanOrEqualTo(TASKS * (2L * KILLS + 4));
            assertThat(all.stream().mapToLong(app -> app.said(LOST)).sum())
                    .as("sessions that were fenced; a loop would go on and on")
                    .isLessThanOrEqualTo(TASKS);
        }
    }

    /** At a pace at which there is something left to read for minutes; then two others read the rest in seconds. */
    private List<ChildApp> shareAndKill(Setup setup) {
        List<ChildApp> all = new ArrayList<>();
        try {
            String slowly = yaml(setup, 1);
            ChildApp steady = started(all, slowly);
            for (int kill = 0; kill < KILLS; kill++) {
                ChildApp victim = started(all, slowly);
                await().atMost(PATIENCE).until(() -> hasPublished(steady) && hasPublished(victim)); // both have a share
                victim.kill();
            }
            assertThat(steady.stop()).isZero();
            assertThat(steady.log())
                    .contains("is closed: the group has taken it away", "is closed: this instance stops");
            String fast = yaml(setup, 50);
            for (ChildApp last : List.of(started(all, fast), started(all, fast))) {
                assertThat(last.exitCode(PATIENCE)).isZero();
                assertThat(last.log()).containsPattern("every stream( of this instance)? has reached its end");
            }
            return all;
        } finally {
            all.forEach(ChildApp::close);
        }
    }

    private String yaml(Setup setup, int requestsPerSecond) {
        return setup.yaml("accounts: [self, sub00001, sub00002], products: [SMS, VOICE-CALL, MESSAGES, VERIFY-API],"
                + " requests-per-second: " + requestsPerSecond + ", daily-cap: 1000, start: '" + start + "', end: '"
                + end + "'");
    }

    private ChildApp started(List<ChildApp> all, String yaml) {
        ChildApp app = ChildApp.start(directory, yaml);
        all.add(app);
        return app;
    }

    private static boolean hasPublished(ChildApp app) {
        assertThat(app.isAlive()).as("there is still something to read").isTrue();
        return app.admin()
                .map(admin -> LocalRun.get(admin.resolve("/metrics")).body())
                .filter(metrics -> PUBLISHED.matcher(metrics).find())
                .isPresent();
    }
}
