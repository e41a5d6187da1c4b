package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.kafka.CdrSearch;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says where a CDR is, or by when it is expected. Asks Kafka and nobody else. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says where a CDR is: in which slice it was found, by which pass, and where its events are; or its"
                        + " dead letter; or by when it is expected. Asks Kafka only; nothing is charged.",
        footerHeading = "%nExample:%n",
        footer = {
            "  cdrstream explain 0A00000012345678 --product SMS --at 2026-03-03T12:00:00Z",
            "",
            "Ends with 0 when it is found, be it as a dead letter, with 1 when it is not."
        })
final class ExplainCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Mixin
    private final StreamChoice choice = new StreamChoice();

    @Parameters(paramLabel = "<id>", description = "The record's id, as in the header ce_subject of its events.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String id;

    @Option(
            names = "--at",
            paramLabel = "<time>",
            description = "When it was sent, or the call began: says by when it is expected if nobody has seen it.")
    private @Nullable String at;

    @Mixin
    private final ReportForm form = new ReportForm();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        String wanted = GivenId.of(id);
        @Nullable Instant time = at == null ? null : GivenTime.of("--at", at);
        PrintWriter err = spec.commandLine().getErr();
        Configuration configuration = file.read(surroundings, err);
        List<CdrStream> configured = configuration.ingestor().streams();
        if (configured.stream().noneMatch(stream -> choice.takes(stream.id()))) {
            throw new Refused(ExitCode.CONFIGURATION, "no stream of the configuration is like that");
        }
        CdrSearch search = new CdrSearch(configuration.kafka(), surroundings.clock(), new ScanLine(err));
        CdrSearch.Found found = KafkaCall.of(() -> search.of(wanted, configured, choice::takes, time));
        ExplainReport report =
                ExplainReport.of(wanted, found, time, configuration.ingestor().interval());
        form.print(report, out -> new ExplainText(out).print(report));
        return report.isFound() ? ExitCode.OK : ExitCode.FAILED;
    }
}
