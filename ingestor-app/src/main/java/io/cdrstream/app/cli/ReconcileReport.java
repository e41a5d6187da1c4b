package io.cdrstream.app.cli;

import io.cdrstream.plan.Reconciliation.Compared;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Our count of a day beside the API's own; as JSON it looks as these records do. */
record ReconcileReport(String day, List<Row> compared) {

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

    static ReconcileReport of(LocalDate day, List<Compared> compared, double tolerance) {
        return new ReconcileReport(
                day.toString(),
                compared.stream().map(each -> Row.of(each, tolerance)).toList());
    }

    boolean differs() {
        return compared.stream().anyMatch(Row::differs);
    }

    void print(PrintWriter out) {
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
