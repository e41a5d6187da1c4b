package io.cdrstream.demo;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.simulator.ReportsSimulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Screen screen;
    private final StopSignal stop;
    private final Clock clock = Clock.systemUTC();

    SimulatedRun(DemoOptions options, Screen screen, StopSignal stop) {
        this.options = options;
        this.screen = screen;
        this.stop = stop;
    }

    /** Returns whether Kafka agrees with the truth. */
    boolean run() throws DemoFailed, ConfigurationWrong, InterruptedException {
        Instant begin = SimulatedApi.begin(clock.instant());
        int adminPort = Workplace.freePort();
        try (Workplace place = Workplace.open(options);
                ReportsSimulator simulator = SimulatedApi.start(options, begin);
                Published published = new Published(place.bootstrapServers(), EVENTS)) {
            String yaml = SimulatedApi.configuration(simulator, begin, place.bootstrapServers(), adminPort);
            Path file = place.write("cdrstream.yaml", yaml);
            AdminPages pages = new AdminPages(adminPort);
            screen.say("Reports API (simulated)  " + simulator.baseUri() + "/truth/summary");
            screen.say(Directions.of(place, pages, file, options.isKept()));
            try (App app = app(file, place.log())) {
                Show show = new Show(screen, published, pages, clock, true, counted -> simulator
                        .bill()
                        .records());
                return watch(simulator, published, app, show).agrees();
            }
        }
    }

    private App app(Path file, Path log) throws DemoFailed, ConfigurationWrong {
        if (options.kills() > 0) {
            return AppKilled.start(
                    file, log, options.kills(), options.duration().orElse(SPREAD), options.seed());
        }
        Configuration configuration = new ConfigurationReader(System::getenv, clock).read(file);
        return AppInProcess.start(configuration);
    }

    private Verdict watch(ReportsSimulator simulator, Published published, App app, Show show)
            throws DemoFailed, InterruptedException {
        FirstPasses passes = new FirstPasses();
        Runnable hear = () -> passes.hear(simulator.requests());
        show.until(glance -> stop.isGiven(), app, hear);
        Instant end = simulator.stopGeneration();
        screen.keep();
        screen.say("", "No CDR begins any more. Draining until every watermark has passed " + end + " …");
        long deadline = System.nanoTime() + DRAIN.toNanos();
        Glance last = show.until(glance -> glance.hasPassed(end) || System.nanoTime() - deadline > 0, app, hear);
        if (!last.hasPassed(end)) {
            throw new DemoFailed("not drained within " + DRAIN.toSeconds() + " s: the lowest watermark is "
                    + last.watermark().map(Instant::toString).orElse("unknown") + ", streams are " + last.states());
        }
        app.stop();
        published.readToEnd();
        hear.run();
        Verdict verdict = new Verdict(
                Comparison.of(simulator.truth(), passes, published.tally()),
                simulator.bill().records(),
                app instanceof AppKilled ? -1 : last.billed(),
                passes.spoilt(),
                app instanceof AppKilled killed ? killed.kills() : 0,
                passes.largestPage());
        screen.keep();
        screen.say("");
        screen.say(verdict.lines());
        return verdict;
    }
}
