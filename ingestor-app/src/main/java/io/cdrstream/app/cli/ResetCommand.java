package io.cdrstream.app.cli;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.config.Tariff;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.plan.RedoForecast;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.kafka.CommittedProgress;
import io.cdrstream.sink.kafka.CompletenessEntries;
import io.cdrstream.sink.kafka.RedoOpening;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has the past of a stream read once more, or no more; or only says what that would take. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Has a stream's time since a moment read once more, up to where all of its passes have been, by"
                + " the instances that run or the next one that does. What was never seen is published as late, what"
                + " has changed as updated, and nothing else. Says before what it takes, or what cancelling it leaves"
                + " unread: slices, requests, records and euros.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  cdrstream reset abcd1234/SMS/outbound --to 2026-03-01T00:00:00Z --dry-run",
            "  cdrstream reset abcd1234/SMS/outbound --to 2026-03-01T00:00:00Z --yes",
            "  cdrstream reset abcd1234/SMS/outbound --cancel --dry-run",
            "  cdrstream reset abcd1234/SMS/outbound --cancel --yes"
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

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wish wish;

    /** One of two. */
    private static final class Wish {

        @Option(names = "--to", paramLabel = "<time>", required = true, description = "Such as 2026-03-01T00:00:00Z.")
        private @Nullable String to;

        @Option(
                names = "--cancel",
                arity = "0",
                required = true,
                description = "Give up what is being read once more: what has been read of it stays read.")
        private boolean isNoMore;
    }

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Consent consent;

    /** It costs money, so that has to be said. */
    private static final class Consent {

        @Option(
                names = "--dry-run",
                arity = "0",
                required = true,
                description = "Only say what it would read and cost, or save.")
        private boolean isDryRun;

        @Option(names = "--yes", arity = "0", required = true, description = "Read it, and pay for it; or cancel it.")
        private boolean isMeant;
    }

    ResetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        CdrStream named = named(configuration);
        @Nullable Instant from = wish.to == null ? null : GivenTime.of("--to", wish.to);
        Progress progress = progress(configuration, named);
        Tariff tariff = Objects.requireNonNull(configuration.tariffs().get(named.credential()));
        Price price =
                new Price(spec.commandLine().getOut(), tariff, named.product().isFree());
        try {
            if (from == null) {
                cancel(configuration, named, progress, price);
            } else {
                open(configuration, named, forecast(configuration, progress, Redo.of(progress.reached(), from)), price);
            }
        } catch (RedoRefused e) {
            throw new Refused(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
        price.out().flush();
        return ExitCode.OK;
    }

    private Progress progress(Configuration configuration, CdrStream named) throws Refused {
        CommittedProgress kafka = new CommittedProgress(configuration.kafka(), List.of(named));
        @Nullable Progress progress = KafkaCall.of(kafka::read).streams().get(named.id());
        if (progress == null) {
            throw new Refused(ExitCode.FAILED, stream + " has not been read yet");
        }
        return progress;
    }

    private RedoForecast forecast(Configuration configuration, Progress progress, Redo redo) throws Refused {
        CompletenessEntries kafka = new CompletenessEntries(configuration.kafka());
        List<CompletenessEntry> closed =
                KafkaCall.of(() -> kafka.of(List.of(progress.stream()), redo.next(), redo.to()));
        return RedoForecast.of(redo, closed, progress.tallies());
    }

    private void open(Configuration configuration, CdrStream named, RedoForecast forecast, Price price) throws Refused {
        price.out().println("from " + forecast.from() + " to " + forecast.to() + ", where the last pass has come to");
        price.print(forecast, "");
        if (!consent.isMeant) {
            price.out().println("Nothing was asked for and nothing will be: this was a dry run.");
            return;
        }
        Redo redo = visit(configuration, opening -> opening.open(named, forecast.from()), "opened");
        price.out()
                .println("Opened up to " + redo.to() + ": an instance that runs takes it up within seconds, else the"
                        + " next one that starts; cdrstream completeness says how far it is.");
    }

    private void cancel(Configuration configuration, CdrStream named, Progress progress, Price price) throws Refused {
        @Nullable Redo redo = progress.reached().redo();
        if (redo == null) {
            throw new Refused(
                    ExitCode.FAILED,
                    "nothing of " + stream + " is being read once more, as far as the plan of this configuration leaves"
                            + " anything; where an instance runs by another plan, cancel with its configuration");
        }
        price.out()
                .println("from " + redo.next() + " to " + redo.to() + " would remain unread, of the time since "
                        + redo.from());
        boolean isBegun = progress.slices().stream().anyMatch(slice -> slice.pass() == PageRequest.REDO);
        price.print(
                forecast(configuration, progress, redo),
                " to read it" + (isBegun ? ", less what is paid of slices that were begun" : ""));
        if (!consent.isMeant) {
            price.out().println("Nothing was cancelled: this was a dry run.");
            return;
        }
        Redo gone = visit(configuration, opening -> opening.cancel(named, redo), "cancelled");
        price.out()
                .println("Cancelled: "
                        + (gone.next().equals(gone.from()) ? "no slice" : "all up to " + gone.next())
                        + " was read to its end. What was read stays read and its hours are corrected. An instance that"
                        + " runs stops within seconds and drops the pages it has asked for.");
    }

    /** A visit to the task that owns the stream. */
    private interface Visit {

        Redo to(RedoOpening opening) throws ExecutionException, InterruptedException;
    }

    private Redo visit(Configuration configuration, Visit visit, String done) throws Refused {
        RedoOpening opening = new RedoOpening(configuration.kafka(), surroundings.clock());
        try {
            return KafkaCall.of(() -> visit.to(opening));
        } catch (SessionLost e) {
            throw new Refused(
                    ExitCode.KAFKA,
                    e.getMessage() + "; cdrstream completeness says whether it was " + done
                            + " all the same, else try again");
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

    /** Says what reading takes. */
    private record Price(PrintWriter out, Tariff tariff, boolean isFree) {

        /** @param suffix of the sum */
        void print(RedoForecast redo, String suffix) {
            BigDecimal euros = tariff.feePerRecord().multiply(BigDecimal.valueOf(isFree ? 0 : redo.records()));
            out.println("slices    " + redo.slices());
            out.println("requests  " + redo.requests());
            out.println("records   " + redo.records() + ", as far as they are known");
            out.println("euros     " + euros.setScale(2, RoundingMode.HALF_UP) + suffix
                    + (tariff.isFlat() ? ", were the tariff not flat" : ""));
        }
    }
}
