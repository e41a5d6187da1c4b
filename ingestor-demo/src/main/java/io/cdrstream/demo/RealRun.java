package io.cdrstream.demo;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationReader;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.sink.kafka.KafkaSettings;
import io.cdrstream.testkit.kafka.EmbeddedKafka;
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
    private final RunDirectory directory;
    private final Screen screen;
    private final StopSignal stop;
    private final Clock clock = Clock.systemUTC();

    RealRun(DemoOptions options, RunDirectory directory, Screen screen, StopSignal stop) {
        this.options = options;
        this.directory = directory;
        this.screen = screen;
        this.stop = stop;
    }

    void run(Path file) throws DemoFailed, ConfigurationWrong, InterruptedException {
        Configuration read = new ConfigurationReader(System::getenv, clock).read(file);
        AdminPages pages = AdminPages.onFreePort();
        try (EmbeddedKafka kafka = directory.startKafka(options.kafkaPort());
                Published published = new Published(kafka.bootstrapServers(), topics(read))) {
            screen.say("Reports API (REAL)       as configured, for EUR " + options.cap()
                    + " a credential and UTC day, exceeded by one page at most");
            screen.say(Directions.of(kafka.bootstrapServers(), pages, file, directory));
            try (App app =
                    AppInProcess.start(overridden(read, kafka.bootstrapServers(), pages.port(), options.cap()))) {
                watch(published, app, new Show(screen, published, pages, clock, false, counted -> counted));
            }
        }
    }

    private void watch(Published published, App app, Show show) throws DemoFailed, InterruptedException {
        Glance last = show.until(stop::isGiven, app, () -> {});
        app.stop();
        published.readToEnd();
        screen.stay();
        screen.say(
                "",
                "published " + published.tally().events() + " events of "
                        + published.tally().distinct() + " CDRs, billed " + last.billed() + " records",
                "Nothing is compared: only a simulator knows the truth.");
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
                        theirs.ingestor().memoryBytes(),
                        theirs.ingestor().clockSpeed()),
                theirs.sources(),
                theirs.tariffs(),
                new KafkaSettings(
                        kafka.group(),
                        Map.of("bootstrap.servers", bootstrapServers),
                        kafka.checkpoints(),
                        kafka.seen(),
                        kafka.deadLetter(),
                        kafka.completeness(),
                        kafka.tasks(),
                        (short) 1,
                        kafka.events(),
                        true,
                        kafka.privacy(),
                        false),
                theirs.registry(),
                new Configuration.Admin(true, "127.0.0.1", adminPort),
                theirs.reconcile(),
                theirs.log(),
                theirs.warnings(),
                theirs.effective());
    }
}
