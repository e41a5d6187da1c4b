package io.cdrstream.app.cli;

import static java.time.ZoneOffset.UTC;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.app.usage.Outcome;
import io.cdrstream.app.usage.Outcome.NotBegun;
import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Silent;
import io.cdrstream.app.usage.OwnPace;
import io.cdrstream.app.usage.Reconciler;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.scheduler.Schedulers;

/** Lays the API's own list of what it has answered beside what was committed. Costs nothing: that list is free. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description =
                "Compares what the API says it has charged on a UTC day with what was read, by credential, account and"
                        + " product. Asks the free product REPORTS-USAGE. Exits with 1 if they differ by more than"
                        + " --tolerance. Unless it is switched off, run does the same every day.",
        footerHeading = "%nExample:%n",
        footer = {"  cdrstream reconcile --day 2026-03-01 --json"})
final class ReconcileCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(
            names = "--day",
            paramLabel = "<day>",
            description = "In UTC, such as 2026-03-01; of the last eight. Yesterday by default.")
    private @Nullable String day;

    @Option(
            names = "--tolerance",
            paramLabel = "<percent>",
            description = "What may differ, in percent of what was read: pages on the edge of the day, say. Default:"
                    + " reconcile.tolerance of the configuration.")
    private @Nullable Double tolerance;

    @Mixin
    private final ReportForm form = new ReportForm();

    ReconcileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        @Nullable Double given = tolerance == null ? null : GivenNumber.percent("--tolerance", tolerance);
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        Instant now = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        LocalDate asked = day(now);
        double most = given == null ? configuration.reconcile().tolerance() : given;
        return told(outcomes(configuration, asked, now), asked, most);
    }

    /** What is known is printed, even if an account or a credential has no answer and the command fails for it. */
    private int told(List<Outcome> outcomes, LocalDate asked, double most) throws Refused {
        outcomes.stream().filter(NotBegun.class::isInstance).forEach(each -> notBegun(each.credential(), asked));
        ReconcileReport report = ReconcileReport.of(asked, outcomes, most);
        form.print(report, report::print);
        if (!report.unanswered().isEmpty()) {
            throw new Refused(
                    exitCode(outcomes.stream()
                            .flatMap(each -> each.silent().stream())
                            .map(Silent::reason)
                            .toList()),
                    report.unanswered().stream()
                            .map(ReconcileReport.Unanswered::reason)
                            .distinct()
                            .collect(Collectors.joining("; ")));
        }
        return report.differs() ? ExitCode.FAILED : ExitCode.OK;
    }

    /** Waiting helps where the API did not answer, but where it refuses somebody has to do something. */
    private static int exitCode(List<Reason> reasons) {
        if (reasons.contains(Reason.KAFKA)) {
            return ExitCode.KAFKA;
        }
        return reasons.stream().anyMatch(Reason::isRefusal) ? ExitCode.API : ExitCode.FAILED;
    }

    private void notBegun(String credential, LocalDate asked) {
        String sentence = "cdrstream: credential " + credential + " is known to have read nothing by " + asked
                + "; there is nothing to compare";
        spec.commandLine().getErr().println(sentence);
    }

    private LocalDate day(Instant now) throws Refused {
        LocalDate today = LocalDate.ofInstant(now, UTC);
        LocalDate asked = day == null ? today.minusDays(1) : parsed(day);
        LocalDate oldest = today.minusDays(DayBill.KEPT_DAYS);
        if (asked.isAfter(today)) {
            throw new Refused(ExitCode.CONFIGURATION, day + " has not come yet");
        }
        if (asked.isBefore(oldest)) {
            String sentence = "what was read on " + day + " is known no longer; the oldest day possible is " + oldest;
            throw new Refused(ExitCode.CONFIGURATION, sentence);
        }
        return asked;
    }

    private static LocalDate parsed(String day) throws Refused {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new Refused(ExitCode.CONFIGURATION, "a day is written as 2026-03-01, not " + day);
        }
    }

    private List<Outcome> outcomes(Configuration configuration, LocalDate asked, Instant now) {
        Adapters adapters = surroundings.adapters().reportingTo(MetricsRegistry.empty());
        try {
            OwnPace requests = new OwnPace(configuration, adapters);
            Reconciler reconciler = new Reconciler(configuration, requests, Schedulers.boundedElastic());
            return Await.of(reconciler
                            .reconcile(reconciler.credentials(), asked, now)
                            .collectList())
                    .orElse(List.of());
        } finally {
            Await.of(adapters.closed());
        }
    }
}
