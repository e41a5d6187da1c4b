package io.cdrstream.demo;

import io.cdrstream.simulator.DurationOption;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen. */
final class DemoOptions {

    @Option(
            names = "--for",
            paramLabel = "<time>",
            converter = DurationOption.class,
            description = "Stop by itself so long after reading has begun: 30s, 5m. Default: at Ctrl-C")
    private @Nullable Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "<n>",
            defaultValue = "50",
            description = "CDRs a second, over all streams. Default: 50")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "Other CDRs, other faults. Default: 1")
    private long seed;

    @Option(
            names = "--faults",
            paramLabel = "<part>",
            defaultValue = "0",
            description =
                    "Part of the API's answers that go wrong: errors, resets, cut bodies, HTML; 0 to 0.5. Default: 0")
    private double faults;

    @Option(
            names = "--kills",
            paramLabel = "<n>",
            defaultValue = "0",
            description =
                    "Run cdrstream as a process of its own and kill it (SIGKILL) so often, at random moments after"
                            + " its first CDR, within --for, else within a minute. Default: 0")
    private int kills;

    @Option(names = "--kafka-port", paramLabel = "<port>", defaultValue = "0", description = "Default: a free one")
    private int kafkaPort;

    @Option(names = "--keep", description = "Keep Kafka's data directory.")
    private boolean isKept;

    @Option(names = "--plain", description = "Plain lines, as when stdout is no terminal.")
    private boolean isPlain;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "<file>",
            description = "Read the real API with your configuration, into the demo's Kafka. This costs money. The file"
                    + " is one that cdrstream check takes; its Kafka, cap and admin port are not used."
                    + " The first CDRs come after its settle time, a minute by default: let --for be longer.")
    private @Nullable Path configuration;

    @Option(
            names = "--cap",
            paramLabel = "<euros>",
            description = "With --config: what reading may cost, per credential and UTC day. Default: 0.50")
    private @Nullable BigDecimal cap;

    @Option(
            names = "--directory",
            hidden = true,
            paramLabel = "<directory>",
            defaultValue = "target/demo",
            description = "Where logs and data go.")
    private Path directory = Path.of("");

    Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    double rate() {
        return rate;
    }

    long seed() {
        return seed;
    }

    double faults() {
        return faults;
    }

    int kills() {
        return kills;
    }

    int kafkaPort() {
        return kafkaPort;
    }

    boolean isKept() {
        return isKept;
    }

    boolean isPlain() {
        return isPlain;
    }

    Optional<Path> configuration() {
        return Optional.ofNullable(configuration);
    }

    BigDecimal cap() {
        return cap == null ? new BigDecimal("0.50") : cap;
    }

    Path directory() {
        return directory;
    }

    /** What is wrong with the choice; empty if nothing is. */
    Optional<String> problem() {
        if (!(rate > 0) || !(faults >= 0 && faults <= 0.5) || kills < 0) {
            return Optional.of("--rate is above 0, --faults between 0 and 0.5, --kills 0 or more");
        }
        if (kafkaPort < 0 || kafkaPort > 65535 || cap != null && cap.signum() <= 0) {
            return Optional.of("--kafka-port is between 1 and 65535, or 0 for a free one; --cap is above 0");
        }
        if (configuration == null && cap != null) {
            return Optional.of("--cap goes with --config: simulated CDRs cost nothing");
        }
        if (configuration != null && (kills > 0 || faults > 0)) {
            return Optional.of("--kills and --faults are for the simulator: with --config they would cost money");
        }
        return Optional.empty();
    }
}
