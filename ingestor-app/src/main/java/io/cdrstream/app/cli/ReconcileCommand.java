package io.cdrstream.app.cli;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.app.Adapters;
import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.Reconciliation;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.kafka.CommittedProgress;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lays the API's own list of what it has answered beside what was committed. Costs nothing: that list is free. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description =
                "Compares what the API says it has charged on a UTC day with what was read, by credential, account and"
                        + " product. Asks the free product REPORTS-USAGE. Exits with 1 if they differ by more than"
                        + " --tolerance.",
        footerHeading = "%nExample:%n",
        footer = {"  cdrstream reconcile --day 2026-03-01 --json"})
final class ReconcileCommand implements Callable<Integer> {

    private static final String ROW = "%-40s %12s %12s %10s %12s %s";

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
            defaultValue = "1",
            description = "What may differ, in percent of what was read: pages on the edge of the day, say. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double tolerance;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean isJson;

    ReconcileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        Configuration configuration = file.read(surroundings, spec.commandLine().getErr());
        Instant now = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        LocalDate asked = day(now);
        Collection<Compared> compared =
                Reconciliation.compare(ours(configuration, asked), theirs(configuration, time(asked, now)));
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(json(asked, compared));
        } else {
            print(out, compared);
        }
        out.flush();
        return compared.stream().anyMatch(this::differs) ? ExitCode.FAILED : ExitCode.OK;
    }

    private LocalDate day(Instant now) throws Refused {
        LocalDate today = LocalDate.ofInstant(now, UTC);
        try {
            LocalDate asked = day == null ? today.minusDays(1) : LocalDate.parse(day);
            if (!asked.isAfter(today)) {
                return asked;
            }
        } catch (DateTimeParseException e) {
            throw new Refused(ExitCode.CONFIGURATION, "a day is written as 2026-03-01, not " + day);
        }
        throw new Refused(ExitCode.CONFIGURATION, day + " has not come yet");
    }

    /** The day, or what there is of it. */
    private static Slice time(LocalDate day, Instant now) {
        Instant from = day.atStartOfDay(UTC).toInstant();
        Instant end = from.plus(Slice.MAX_SPAN);
        Instant to = end.isAfter(now) ? now.plusSeconds(1) : end;
        return new Slice(from, to);
    }

    private static List<Counted> ours(Configuration configuration, LocalDate day) throws Refused {
        CommittedProgress progress = new CommittedProgress(
                configuration.kafka(), configuration.ingestor().streams());
        return KafkaCall.of(progress::read).bills().stream()
                .filter(bill -> bill.day().equals(day) && bill.source().contains("/"))
                .map(ReconcileCommand::counted)
                .filter(ours -> !ProductCatalogue.find(ours.of().product()).isFree())
                .toList();
    }

    private static Counted counted(DayBill bill) {
        int slash = bill.source().indexOf('/');
        return new Counted(
                new Account(
                        bill.credential(),
                        bill.source().substring(0, slash),
                        bill.source().substring(slash + 1)),
                new Count(bill.pages(), bill.records()));
    }

    private List<Counted> theirs(Configuration configuration, Slice time) throws Refused {
        Adapters adapters = surroundings.adapters().reportingTo(MetricsRegistry.empty());
        try {
            return new UsageReader(configuration, adapters).read(time);
        } finally {
            Await.of(adapters.closed());
        }
    }

    private boolean differs(Compared compared) {
        return compared.isBeyond(tolerance / 100);
    }

    private void print(PrintWriter out, Collection<Compared> compared) {
        out.println(row("credential/account/product", "ours", "theirs", "lost", "unexplained", ""));
        for (Compared each : compared) {
            out.println(row(
                    name(each.of()),
                    number(each.ours().records()),
                    number(each.theirs().records()),
                    number(each.lostRecords()),
                    number(each.unexplained()),
                    differs(each) ? "differs" : ""));
        }
        out.println(
                "In records. Lost: of answers that the API counts and that were never committed, as after a crash.");
    }

    private static String name(Account of) {
        return of.credential() + "/" + of.account() + "/" + of.product();
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, ROW, columns).stripTrailing();
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    private String json(LocalDate asked, Collection<Compared> compared) {
        List<Map<String, Object>> rows = compared.stream().map(this::json).toList();
        try {
            return new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of("day", asked.toString(), "compared", rows));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts are JSON", e);
        }
    }

    private Map<String, Object> json(Compared each) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("credential", each.of().credential());
        row.put("account", each.of().account());
        row.put("product", each.of().product());
        row.put("ourPages", each.ours().pages());
        row.put("theirPages", each.theirs().pages());
        row.put("ourRecords", each.ours().records());
        row.put("theirRecords", each.theirs().records());
        row.put("lostPages", each.lostPages());
        row.put("lostRecords", each.lostRecords());
        row.put("unexplained", each.unexplained());
        row.put("differs", differs(each));
        return row;
    }
}
