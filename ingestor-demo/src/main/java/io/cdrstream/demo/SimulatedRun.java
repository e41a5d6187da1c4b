package io.cdrstream.demo;

import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.testkit.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;

/**
 * Simulator, Kafka and cdrstream, and the comparison at the end.
 *
 * <pre>
 *   generate ──(told to stop)──▶ drain: every watermark past the last second ──▶ stop ──▶ compare
 * </pre>
 */
final class SimulatedRun {

    private static final Pattern EVENTS = Pattern.compile("cdr\\..+");
    private static final Duration SPREAD = Duration.ofMinutes(1);
    private static final Duration DRAIN = Duration.ofSeconds(90);

    private final DemoOptions options;
    private final RunDirectory directory;
    private final Screen screen;
    private final StopSignal stop;
    private final Clock clock = Clock.systemUTC();

    SimulatedRun(DemoOptions options, RunDirectory directory, Screen screen, StopSignal stop) {
        this.options = options;
        this.directory = directory;
        this.screen = screen;
        this.stop = stop;
    }

    /** Returns whether Kafka agrees with the truth. */
    boolean run() throws DemoFailed, ConfigurationWrong, InterruptedException {
        Instant begin = SimulatedApi.begin(clock.instant());
        AdminPages pages = AdminPages.onFreePort();
        try (EmbeddedKafka kafka = directory.startKafka(options.kafkaPort());
                ReportsSimulator simulator = SimulatedApi.start(options, begin);
                Published published = new Published(kafka.bootstrapServers(), EVENTS)) {
            Path file = directory.write(
                    "cdrstream.yaml",
                    SimulatedApi.configuration(simulator, begin, kafka.bootstrapServers(), pages.port()));
            screen.say("Reports API (simulated)  " + simulator.baseUri() + "/truth/summary");
            screen.say(Directions.of(kafka.bootstrapServers(), pages, file, directory));
            try (App app = app(file, () -> published.tally().events() > 0)) {
                LongUnaryOperator bill = counted -> simulator.bill().records();
                return watch(simulator, published, app, new Show(screen, published, pages, clock, true, bill));
            }
        }
    }

    private App app(Path file, BooleanSupplier hasBegun) throws DemoFailed, ConfigurationWrong {
        if (options.kills() > 0) {
            Duration over = options.duration().orElse(SPREAD);
            return AppKilled.start(file, directory.log(), hasBegun, options.kills(), over, options.seed());
        }
        return AppInProcess.start(new ConfigurationReader(System::getenv, clock).read(file));
    }

    private boolean watch(ReportsSimulator simulator, Published published, App app, Show show)
            throws DemoFailed, InterruptedException {
        FirstPasses passes = new FirstPasses();
        Runnable hear = () -> passes.hear(simulator.requests());
        show.until(stop::isGiven, app, hear);
        Glance last = drain(simulator.stopGeneration(), app, show, hear);
        app.stop();
        published.readToEnd();
        hear.run();
        Verdict verdict = new Verdict(
                Comparison.of(simulator.truth(), passes, published.tally()),
                simulator.bill().records(),
                app instanceof AppKilled ? Verdict.UNKNOWN : last.billed(),
                passes.spoilt(),
                app instanceof AppKilled killed ? killed.kills() : 0,
                passes.largestPage());
        screen.stay();
        screen.say("");
        screen.say(verdict.lines());
        return verdict.agrees();
    }

    private Glance drain(Instant end, App app, Show show, Runnable hear) throws DemoFailed, InterruptedException {
        screen.stay();
        screen.say("", "No CDR begins any more. Draining until every watermark has passed " + end + " …");
        long deadline = System.nanoTime() + DRAIN.toNanos();
        Glance last = show.until(glance -> glance.hasPassed(end) || System.nanoTime() - deadline > 0, app, hear);
        if (!last.hasPassed(end)) {
            throw new DemoFailed("not drained within " + DRAIN.toSeconds() + " s: the lowest watermark is "
                    + last.watermark().map(Instant::toString).orElse("unknown") + ", streams are " + last.states());
        }
        return last;
    }
}
