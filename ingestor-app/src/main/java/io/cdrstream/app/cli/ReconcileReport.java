package io.cdrstream.app.cli;

import io.cdrstream.app.usage.Outcome;
import io.cdrstream.plan.Reconciliation.Compared;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Our count of a day beside the API's own; as JSON it looks as these records do. */
record ReconcileReport(String day, List<Row> compared, List<Unanswered> unanswered) {

    private static final String ROW = "%-40s %12s %12s %10s %12s %s";

    /** One account and product. */
    record Row(
            String credential,
            String account,
            String product,
            long ourPages,
            long theirPages,
            long ourRecords,
            long theirRecords,
            long lostPages,
            long lostRecords,
            long unexplained,
            boolean differs) {

        static Row of(Compared each, double tolerance) {
            return new Row(
                    each.of().credential(),
                    each.of().account(),
                    each.of().product(),
                    each.ours().pages(),
                    each.theirs().pages(),
                    each.ours().records(),
                    each.theirs().records(),
                    each.lostPages(),
                    each.lostRecords(),
                    each.unexplained(),
                    each.isBeyond(tolerance));
        }
    }

    /**
     * Whose count is not known.
     *
     * @param account null = any of the credential's
     * @param reason names both
     */
    record Unanswered(String credential, @Nullable String account, String reason) {

        static Stream<Unanswered> of(Outcome outcome) {
            return outcome.silent().stream()
                    .map(each -> new Unanswered(outcome.credential(), each.account(), each.sentence()));
        }
    }

    static ReconcileReport of(LocalDate day, List<Outcome> outcomes, double tolerance) {
        return new ReconcileReport(
                day.toString(),
                outcomes.stream()
                        .filter(Outcome.Reconciled.class::isInstance)
                        .flatMap(each -> ((Outcome.Reconciled) each).compared().stream())
                        .map(each -> Row.of(each, tolerance))
                        .toList(),
                outcomes.stream().flatMap(Unanswered::of).toList());
    }

    boolean differs() {
        return compared.stream().anyMatch(Row::differs);
    }

    /** For people; of nothing at all there is no table. */
    void print(PrintWriter out) {
        if (compared.isEmpty() && !unanswered.isEmpty()) {
            return;
        }
        out.println(row("credential/account/product", "ours", "theirs", "lost", "unexplained", ""));
        for (Row each : compared) {
            out.println(row(
                    each.credential + "/" + each.account + "/" + each.product,
                    each.ourRecords,
                    each.theirRecords,
                    each.lostRecords,
                    each.unexplained,
                    each.differs ? "differs" : ""));
        }
        out.println(
                "In records. Lost: of answers that the API counts and that were never committed here, be it after a crash or because"
                        + " somebody else asks with the same key.");
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, ROW, columns).stripTrailing();
    }
}
