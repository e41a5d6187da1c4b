package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.kafka.CompletenessEntries;
import io.cdrstream.sink.kafka.StoredStream;
import io.cdrstream.sink.kafka.StoredStreams;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how complete streams are, and what their passes have found. Asks Kafka and nobody else. */
@Command(
        name = "completeness",
        mixinStandardHelpOptions = true,
        description = "Says until where streams are complete and sealed, what each pass has found in a time, what is"
                + " still waited for and when it is due. Asks Kafka only; nothing is charged.",
        footerHeading = "%nExample:%n",
        footer = {
            "  cdrstream completeness --account abcd1234 --product SMS --from 2026-03-03 --to 2026-03-04",
            "",
            "Ends with 0 when all of that time is sealed, with 1 when it is not yet."
        })
final class CompletenessCommand implements Callable<Integer> {

    private static final Duration USUAL = Duration.ofHours(24);

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Mixin
    private final StreamChoice choice = new StreamChoice();

    @Option(
            names = "--from",
            paramLabel = "<time>",
            description =
                    "Begin of the time, such as 2026-03-03T12:00:00Z, or 2026-03-03 for its midnight UTC. Default:"
                            + " 24 hours before its end.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "<time>", description = "End of the time, excluded. Default: now.")
    private @Nullable String to;

    @Mixin
    private final ReportForm form = new ReportForm();

    CompletenessCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        PrintWriter err = spec.commandLine().getErr();
        Instant end =
                to == null ? surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS) : GivenTime.of("--to", to);
        Instant begin = from == null ? end.minus(USUAL) : GivenTime.of("--from", from);
        if (!begin.isBefore(end)) {
            throw new Refused(ExitCode.CONFIGURATION, "the time ends at " + end + ", before it begins");
        }
        CompletenessReport report = report(file.read(surroundings, err), begin, end);
        if (isCut(from, begin) || isCut(to, end)) {
            err.println("! what was found is known by the hour: the figures are of all hours that the time touches");
        }
        form.print(report, out -> new CompletenessText(out).print(report));
        return report.isSealed() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static boolean isCut(@Nullable String given, Instant time) {
        return given != null && !time.equals(time.truncatedTo(ChronoUnit.HOURS));
    }

    private CompletenessReport report(Configuration configuration, Instant begin, Instant end) throws Refused {
        List<CdrStream> configured = configuration.ingestor().streams();
        List<StreamId> wanted =
                configured.stream().map(CdrStream::id).filter(choice::takes).toList();
        if (wanted.isEmpty()) {
            throw new Refused(ExitCode.CONFIGURATION, "no stream of the configuration is like that");
        }
        List<StoredStream> stored = KafkaCall.of(
                () -> new StoredStreams(configuration.kafka(), surroundings.clock()).of(configured, choice::takes));
        List<CompletenessEntry> entries =
                KafkaCall.of(() -> new CompletenessEntries(configuration.kafka()).of(wanted, begin, end));
        return CompletenessReport.of(
                stored, entries, begin, end, configuration.ingestor().interval());
    }
}
