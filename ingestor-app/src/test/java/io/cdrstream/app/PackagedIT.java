package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.simulator.Credential;
import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.SimulatorPlan;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.Traffic;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.WithKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one jar publishes by itself: what it needs is in it, the native libraries of the codecs included. */
@WithKafka
@Timeout(120)
final class PackagedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 100;

    private final Instant start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @TempDir
    private Path directory;

    @Test
    void theOneJarCompressesWithLibrariesThatItCarries(KafkaBroker kafka) throws IOException {
        SimulatorPlan plan = SimulatorPlan.of(37)
                .credentials(new Credential("demo1234", "demo-secret", List.of("demo1234")))
                .traffic(Traffic.none().exactly(StreamKey.of("demo1234", "VERIFY-API"), start.plusSeconds(7), RECORDS));
        try (ReportsSimulator api = ReportsSimulator.start(plan)) {
            Setup zstd = Setup.of(kafka, api.baseUri());
            Setup snappy = Setup.of(kafka, api.baseUri());
            try (ChildApp one = start(zstd, "zstd");
                    ChildApp other = start(snappy, "snappy")) {
                for (Setup setup : List.of(zstd, snappy)) {
                    await().atMost(PATIENCE).until(() -> Published.in(setup).events() == RECORDS);
                }
                assertThat(one.log() + other.log()).doesNotContain("UnsatisfiedLink", "NoClassDef");
            }
        }
    }

    private ChildApp start(Setup setup, String codec) throws IOException {
        String yaml = setup.yaml("daily-cap: 100, products: [VERIFY-API], start: '" + start + "'")
                .replace("topics: {", "topics: {compression: " + codec + ", ");
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            Path jar = built.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow();
            return ChildApp.start(directory, yaml, jar.toString());
        }
    }
}
