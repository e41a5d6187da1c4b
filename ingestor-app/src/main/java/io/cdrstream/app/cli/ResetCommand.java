package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.config.Tariff;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.plan.RedoForecast;
import io.cdrstream.sink.kafka.CommittedProgress;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what reading the past of a stream once more would take, and whether it could be without a duplicate. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Says what it would take to read a stream's time since a moment once more, up to where all of its"
                + " passes have been: slices, requests, records and euros. Only --dry-run exists so far.",
        footerHeading = "%nExample:%n",
        footer = {"  cdrstream reset abcd1234/SMS/outbound --to 2026-03-01T00:00:00Z --dry-run"})
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

    @Option(names = "--dry-run", required = true, description = "Only say what it would read and cost.")
    private boolean isDryRun;

    ResetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        CdrStream named = named(configuration);
        Instant from = time();
        CommittedProgress kafka = new CommittedProgress(configuration.kafka(), List.of(named));
        @Nullable Progress progress = KafkaCall.of(kafka::read).streams().get(named.id());
        if (progress == null) {
            throw new Refused(ExitCode.FAILED, stream + " has not been read yet");
        }
        RedoForecast redo = redo(progress, from);
        Tariff tariff = Objects.requireNonNull(configuration.tariffs().get(named.credential()));
        print(redo, tariff, named.product().isFree());
        return ExitCode.OK;
    }

    private static RedoForecast redo(Progress progress, Instant from) throws Refused {
        try {
            return RedoForecast.of(progress, from);
        } catch (IllegalArgumentException e) {
            throw new Refused(ExitCode.FAILED, String.valueOf(e.getMessage()));
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

    private Instant time() throws Refused {
        try {
            return Instant.parse(to);
        } catch (DateTimeParseException e) {
            throw new Refused(ExitCode.CONFIGURATION, "a time is written as 2026-03-01T00:00:00Z, not " + to);
        }
    }

    private void print(RedoForecast redo, Tariff tariff, boolean isFree) {
        PrintWriter out = spec.commandLine().getOut();
        BigDecimal euros = tariff.feePerRecord().multiply(BigDecimal.valueOf(isFree ? 0 : redo.records()));
        out.println("from " + redo.from() + " to " + redo.to() + ", where the last pass has come to");
        out.println("slices    " + redo.slices());
        out.println("requests  " + redo.requests());
        out.println("records   " + redo.records() + ", as far as they are known: those that have changed since count"
                + " twice, those that were never seen not at all");
        out.println("euros     " + euros.setScale(2, RoundingMode.HALF_UP)
                + (tariff.isFlat() ? ", were the tariff not flat" : ""));
        out.println("Nothing was asked for and nothing will be: this was a dry run.");
        out.flush();
    }
}
