package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.config.Tariff;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.plan.RedoForecast;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.kafka.CommittedProgress;
import io.cdrstream.sink.kafka.RedoOpening;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has the past of a stream read once more, or only says what that would take. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Has a stream's time since a moment read once more, up to where all of its passes have been, by"
                + " the instances that run or the next one that does. What was never seen is published as late, what"
                + " has changed as updated, and nothing else. Says before what it takes: slices, requests, records and"
                + " euros.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  cdrstream reset abcd1234/SMS/outbound --to 2026-03-01T00:00:00Z --dry-run",
            "  cdrstream reset abcd1234/SMS/outbound --to 2026-03-01T00:00:00Z --yes"
        })
final class ResetCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Parameters(paramLabel = "<stream>", description = "As config --effective and metrics name it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String stream;

    @Option(names = "--to", paramLabel = "<time>", required = true, description = "Such as 2026-03-01T00:00:00Z.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String to;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Consent consent;

    /** It costs money, so that has to be said. */
    private static final class Consent {

        @Option(names = "--dry-run", required = true, description = "Only say what it would read and cost.")
        private boolean isDryRun;

        @Option(names = "--yes", required = true, description = "Read it, and pay for it.")
        private boolean isMeant;
    }

    ResetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        CdrStream named = named(configuration);
        Instant from = GivenTime.of("--to", to);
        RedoForecast forecast = forecast(configuration, named, from);
        Tariff tariff = Objects.requireNonNull(configuration.tariffs().get(named.credential()));
        PrintWriter out = spec.commandLine().getOut();
        print(out, forecast, tariff, named.product().isFree());
        if (consent.isMeant) {
            Redo redo = open(configuration, named, forecast.from());
            out.println("Opened up to " + redo.to() + ": an instance that runs takes it up"
                    + " within seconds, else the next one that starts; cdrstream completeness says how far it is.");
        } else {
            out.println("Nothing was asked for and nothing will be: this was a dry run.");
        }
        out.flush();
        return ExitCode.OK;
    }

    private RedoForecast forecast(Configuration configuration, CdrStream named, Instant from) throws Refused {
        CommittedProgress kafka = new CommittedProgress(configuration.kafka(), List.of(named));
        @Nullable Progress progress = KafkaCall.of(kafka::read).streams().get(named.id());
        if (progress == null) {
            throw new Refused(ExitCode.FAILED, stream + " has not been read yet");
        }
        try {
            return RedoForecast.of(progress, from);
        } catch (RedoRefused e) {
            throw new Refused(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Redo open(Configuration configuration, CdrStream named, Instant from) throws Refused {
        RedoOpening opening = new RedoOpening(configuration.kafka(), surroundings.clock());
        try {
            return KafkaCall.of(() -> opening.open(named, from));
        } catch (RedoRefused e) {
            throw new Refused(ExitCode.FAILED, String.valueOf(e.getMessage()));
        } catch (SessionLost e) {
            throw new Refused(
                    ExitCode.KAFKA,
                    e.getMessage()
                            + "; cdrstream completeness says whether it was opened all the same, else try again");
        }
    }

    private CdrStream named(Configuration configuration) throws Refused {
        return configuration.ingestor().streams().stream()
                .filter(each -> each.id().text().equals(stream))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        ExitCode.CONFIGURATION,
                        stream + " is no stream of the configuration; cdrstream config --effective lists them"));
    }

    private static void print(PrintWriter out, RedoForecast redo, Tariff tariff, boolean isFree) {
        BigDecimal euros = tariff.feePerRecord().multiply(BigDecimal.valueOf(isFree ? 0 : redo.records()));
        out.println("from " + redo.from() + " to " + redo.to() + ", where the last pass has come to");
        out.println("slices    " + redo.slices());
        out.println("requests  " + redo.requests());
        out.println("records   " + redo.records() + ", as far as they are known: those that have changed since count"
                + " twice, those that were never seen not at all");
        out.println("euros     " + euros.setScale(2, RoundingMode.HALF_UP)
                + (tariff.isFlat() ? ", were the tariff not flat" : ""));
    }
}
