package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.ApiRules;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.ForkedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} compares a day that is over with the API's own list. The API's clock is three days behind ours and is put
 * forward by the tests: what is over, it alone decides.
 */
@Timeout(180)
final class DailyReconcileIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final StreamKey SMS = new StreamKey("demo1234", "SMS", "outbound");
    private static final int PAGE = 100;
    private static final int RECORDS = 6000;
    private static final String AT = "reconcile: {at: 00:00}";

    @TempDir
    private static Path directory;

    private static ForkedKafka kafka;

    private final LocalDate day =
            LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(3);
    private final Instant start = day.atTime(LocalTime.of(10, 0)).toInstant(ZoneOffset.UTC);
    private volatile Duration shift = Duration.between(Instant.now(), start.plus(Duration.ofHours(2)));

    private final String endless =
            "streams: [{product: SMS, direction: outbound}], requests-per-second: 90, daily-cap: 100, passes: frugal,"
                    + " start: '" + start + "'";
    private final String ending = endless + ", end: '" + start.plusSeconds(600) + "'";
    private final String slowly = ending.replace("requests-per-second: 90", "requests-per-second: 9");

    @BeforeAll
    static void startKafka() {
        kafka = ForkedKafka.start(directory).awaitReady();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void whoElseReadsWithOurKeyIsFoundOnTheNextDay() throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri()).membership(PATIENCE);
            read(setup);
            new Outsider(api.baseUri()).reads(start, start.plusSeconds(600));
            tomorrow();
            try (LocalRun run = LocalRun.of(setup.configuration(endless, AT))) {
                await().atMost(PATIENCE).until(() -> reconciled(run).isPresent());
                assertThat(reconciled(run)).hasValue(day.toEpochDay() * 86_400.0);
                assertThat(records(run, "ours")).isEqualTo(RECORDS);
                assertThat(records(run, "theirs")).isEqualTo(RECORDS + PAGE);
                assertThat(records(run, "lost")).isEqualTo(PAGE);
                assertThat(records(run, "unexplained")).isZero();
                assertThat(value(run, "cdrstream_reconciled_differs\\{[^}]*SMS[^}]*}"))
                        .hasValue(1);
            }
        }
    }

    @Test
    void answersThatAKilledProcessHasTakenAlongAreShownApart() throws Exception {
        try (ReportsSimulator api = simulator()) {
            Setup setup = Setup.of(kafka, api.baseUri()).membership(Duration.ofSeconds(6));
            try (ChildApp app = ChildApp.start(directory, setup.yaml(slowly, AT))) {
                await().atMost(PATIENCE).until(() -> api.bill().records() > 0);
                kafka.pause(); // no answer from now on can be committed
                long before = api.bill().records();
                await().atMost(PATIENCE).until(() -> api.bill().records() > before);
                app.kill();
            } finally {
                kafka.resume();
            }
            read(setup);
            tomorrow();
            try (LocalRun run = LocalRun.of(setup.configuration(endless, AT))) {
                await().atMost(PATIENCE).until(() -> reconciled(run).isPresent());
                double lost = records(run, "lost");
                assertThat(lost).isPositive();
                assertThat(records(run, "ours")).isEqualTo(RECORDS);
                assertThat(records(run, "theirs")).isEqualTo(RECORDS + lost);
                assertThat(records(run, "unexplained")).isZero();
            }
        }
    }

    @Test
    void ofTwoInstancesOneAsksAndTheOtherMakesUpForItOnceItIsGone() throws Exception {
        try (ReportsSimulator api = ReportsSimulator.start(SimulatorPlan.of(5).clock(this::apiTime))) {
            Setup setup = Setup.of(kafka, api.baseUri()).membership(PATIENCE);
            String credential = "products: [SMS, VOICE-CALL, VERIFY-API, MESSAGES, ASR, NUMBER-INSIGHT, VERIFY-V2],"
                    + " passes: frugal";
            try (LocalRun first = LocalRun.of(setup.configuration(credential, AT))) {
                await().atMost(PATIENCE).until(() -> first.isReady(200, "UP"));
                awaitOne(List.of(first), day.minusDays(1));
            }
            lastSecondsOfTomorrow();
            LocalRun one = LocalRun.of(setup.configuration(credential, AT));
            LocalRun other = LocalRun.of(setup.configuration(credential, AT));
            List<LocalRun> both = List.of(one, other);
            try {
                await().atMost(PATIENCE).until(() -> one.isReady(200, "UP") && other.isReady(200, "UP"));
                awaitOne(both, day);
                LocalRun owner = awaitOne(both, day.plusDays(1));
                long asked = asked(api, day);
                assertThat(asked(api, day.plusDays(1))).isEqualTo(1);

                owner.stop();
                awaitOne(List.of(owner == one ? other : one), day.plusDays(1));
                assertThat(asked(api, day)).isEqualTo(asked);
                assertThat(asked(api, day.plusDays(1))).isEqualTo(2);
            } finally {
                both.forEach(LocalRun::close);
            }
        }
    }

    private ReportsSimulator simulator() {
        ApiRules smallPages = new ApiRules(PAGE, 100, Duration.ZERO, Duration.ZERO, Duration.ofHours(24), true, true);
        return ReportsSimulator.start(SimulatorPlan.of(11)
                .clock(this::apiTime)
                .traffic(Traffic.none().exactly(SMS, start.plusSeconds(30), RECORDS))
                .rules(smallPages));
    }

    private Instant apiTime() {
        return Instant.now().plus(shift);
    }

    /** So that a day ends while two run: a jump to a later time would not be believed for a minute. */
    private void lastSecondsOfTomorrow() {
        Instant midnight = day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        shift = Duration.between(Instant.now(), midnight.minusSeconds(45));
    }

    private void tomorrow() {
        shift = shift.plusDays(1);
    }

    /** Today, to the end. */
    private void read(Setup setup) throws Exception {
        LocalRun run = LocalRun.of(setup.configuration(ending, AT));
        await().atMost(PATIENCE).until(run::hasEnded);
        run.close();
        assertThat(run.failure()).isEmpty();
    }

    /** Waits until one of them, and no other, says that the day is reconciled. */
    private static LocalRun awaitOne(List<LocalRun> runs, LocalDate reconciled) {
        double seconds = reconciled.toEpochDay() * 86_400.0;
        await().atMost(PATIENCE)
                .until(() -> runs.stream()
                                .filter(run -> reconciled(run).equals(OptionalDouble.of(seconds)))
                                .count()
                        == 1);
        assertThat(runs.stream().filter(run -> reconciled(run).isPresent())).hasSize(1);
        return runs.stream()
                .filter(run -> reconciled(run).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static long asked(ReportsSimulator api, LocalDate day) {
        return api.requests().stream()
                .filter(request -> request.product().equals("REPORTS-USAGE"))
                .filter(request ->
                        request.parameters().getOrDefault("date_start", "").startsWith(day + "T00:00:00"))
                .count();
    }

    private static OptionalDouble reconciled(LocalRun run) {
        OptionalDouble known = value(run, "cdrstream_reconciled_day_seconds\\{[^}]*}");
        return known.isPresent() && known.getAsDouble() == 0 ? OptionalDouble.empty() : known;
    }

    private static double records(LocalRun run, String count) {
        return value(run, "cdrstream_reconciled_records\\{[^}]*count=\"" + count + "\"[^}]*SMS[^}]*}")
                .orElseThrow();
    }

    private static OptionalDouble value(LocalRun run, String series) {
        Matcher line =
                Pattern.compile(series + " (\\S+)").matcher(run.get("/metrics").body());
        return line.find() ? OptionalDouble.of(Double.parseDouble(line.group(1))) : OptionalDouble.empty();
    }
}
