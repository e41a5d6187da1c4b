package io.cdrstream.demo;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.sink.kafka.KafkaSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The real API into the demo's Kafka, within a cap. Nobody knows the truth here, so nothing is compared. */
final class RealRun {

    private final DemoOptions options;
    private final Screen screen;
    private final StopSignal stop;
    private final Clock clock = Clock.systemUTC();

    RealRun(DemoOptions options, Screen screen, StopSignal stop) {
        this.options = options;
        this.screen = screen;
        this.stop = stop;
    }

    void run(Path file) throws DemoFailed, ConfigurationWrong, InterruptedException {
        Configuration read = new ConfigurationReader(System::getenv, clock).read(file);
        int adminPort = Workplace.freePort();
        try (Workplace place = Workplace.open(options);
                Published published = new Published(place.bootstrapServers(), topics(read))) {
            Configuration ours = overridden(read, place.bootstrapServers(), adminPort, options.cap());
            AdminPages pages = new AdminPages(adminPort);
            screen.say("Reports API (REAL)       as configured, for at most EUR " + options.cap()
                    + " a credential and UTC day");
            screen.say(Directions.of(place, pages, file, options.isKept()));
            try (App app = AppInProcess.start(ours)) {
                Show show = new Show(screen, published, pages, clock, false, counted -> counted);
                Glance last = show.until(glance -> stop.isGiven(), app, () -> {});
                app.stop();
                published.readToEnd();
                screen.keep();
                screen.say(
                        "",
                        "published " + published.tally().events() + " events of "
                                + published.tally().distinct() + " CDRs, billed " + last.billed() + " records",
                        "Nothing is compared: only a simulator knows the truth.");
            }
        }
    }

    private static Pattern topics(Configuration configuration) {
        return Pattern.compile(configuration.ingestor().streams().stream()
                .map(CdrStream::topic)
                .distinct()
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** Theirs but for Kafka, the cap and the admin port. */
    static Configuration overridden(Configuration theirs, String bootstrapServers, int adminPort, BigDecimal cap) {
        KafkaSettings kafka = theirs.kafka();
        List<Credential> capped = theirs.ingestor().credentials().stream()
                .map(c -> new Credential(c.key(), c.requestsPerSecond(), c.inFlight(), cap, c.feePerRecord()))
                .toList();
        return new Configuration(
                new IngestorSettings(
                        capped,
                        theirs.ingestor().streams(),
                        theirs.ingestor().interval(),
                        theirs.ingestor().memoryBytes()),
                theirs.sources(),
                new KafkaSettings(
                        kafka.group(),
                        Map.of("bootstrap.servers", bootstrapServers),
                        kafka.checkpoints(),
                        kafka.seen(),
                        kafka.deadLetter(),
                        kafka.tasks(),
                        kafka.eventPartitions(),
                        (short) 1,
                        kafka.retention(),
                        true,
                        false),
                new Configuration.Admin(true, "127.0.0.1", adminPort),
                theirs.log(),
                theirs.warnings(),
                theirs.effective());
    }
}
