package io.cdrstream.app.cli;

import io.cdrstream.app.cli.PlanReport.OfCredential;
import io.cdrstream.app.cli.PlanReport.OfPass;
import io.cdrstream.app.cli.PlanReport.OfProduct;
import io.cdrstream.app.cli.PlanReport.OfStream;
import io.cdrstream.app.cli.PlanReport.Total;
import io.cdrstream.plan.RevisitLength;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** A {@link PlanReport} for people. */
final class PlanTable {

    private static final String PASS = "  %-10s %6s %12s %13s %9s %8s";
    private static final String PRESET = "  %-10s %13s %9s %9s %8s %9s %11s";

    private final PrintWriter out;

    PlanTable(PrintWriter out) {
        this.out = out;
    }

    /** @param isSupposed whether nothing of what records do is measured */
    void print(PlanReport report, boolean isSupposed) {
        report.credentials().forEach(this::credential);
        next(report.next());
        line(
                "An audit reads %d records or more of a block, and the block to its end if any is new or changed: where"
                        + " none is, fewer than 1 %% of such records are late (95 %%), unless they lie together elsewhere.",
                RevisitLength.SAMPLE);
        if (isSupposed) {
            line("Calls are supposed to last 3 min on average, and 4 %% of outbound messages to wait for a receipt.");
        }
    }

    private void credential(OfCredential credential) {
        line(
                "credential %s: %s, %s",
                credential.credential(),
                credential.tariff(),
                credential.tariff().equals("flat")
                        ? money(credential.flatPrice())
                                + " euros a month; what follows is what these records would cost at "
                                + credential.feePerRecord().toPlainString() + " euros each"
                        : credential.feePerRecord().toPlainString() + " euros a record");
        credential.products().forEach(this::product);
        presets(credential);
        flat(credential);
        budget(credential);
        out.println();
    }

    private void product(OfProduct product) {
        out.println();
        line(
                "%s, %s, %s records a day",
                product.product(),
                product.streams() == 1 ? "1 stream" : product.streams() + " streams",
                number(product.total().distinct()));
        line("  %s", product.plan());
        line(PASS, "pass", "age", "requests/day", "records/day", "euros/day", "finds");
        product.passes().forEach(this::pass);
        Total total = product.total();
        line(
                PASS,
                "together",
                "",
                number(total.requests()),
                number(total.records()),
                money(total.euros()),
                percent(total.complete()));
        line(
                "  billed / distinct %s; what the first pass finds is %s s old on average",
                factor(total), number(product.freshSeconds()));
    }

    private void pass(OfPass pass) {
        line(
                PASS + "%s",
                pass.pass(),
                pass.age(),
                number(pass.requests()),
                number(pass.records()),
                money(pass.euros()),
                percent(pass.found()),
                pass.sampled() < 1 ? "   audit of " + percent(pass.sampled()) : "");
    }

    private void presets(OfCredential credential) {
        out.println();
        line(PRESET, "passes", "records/day", "euros/day", "month", "factor", "complete", "requests/s");
        preset("as is", credential.total());
        credential.presets().forEach(this::preset);
    }

    private void preset(String name, Total total) {
        line(
                PRESET,
                name,
                number(total.records()),
                money(total.euros()),
                number(total.euros() * PlanReport.DAYS_A_MONTH),
                factor(total),
                percent(total.complete()),
                String.format(Locale.ROOT, "%.2f", total.requestsPerSecond()));
    }

    private void next(List<OfStream> streams) {
        for (OfStream stream : streams) {
            line(
                    "%s, read for %s days: %s records and %s euros in the next %d",
                    stream.stream(),
                    number(stream.running()),
                    number(stream.records()),
                    money(stream.euros()),
                    stream.days());
        }
        if (!streams.isEmpty()) {
            out.println();
        }
    }

    private void flat(OfCredential credential) {
        double month = credential.total().euros() * PlanReport.DAYS_A_MONTH;
        line(
                "A flat tariff of %s euros a month is %s than paying for these records, %s in %d days.%s",
                money(credential.flatPrice()),
                credential.isFlatCheaper() ? "cheaper" : "no cheaper",
                money(month),
                PlanReport.DAYS_A_MONTH,
                credential.isFlatCheaper() ? " With it, passes: unlimited costs nothing more." : "");
    }

    private void budget(OfCredential credential) {
        double needed = credential.total().requestsPerSecond();
        double again = credential.requestsAgainPerSecond();
        line(
                "Requests take %s of the budget of %s a second: first passes %s, revisits and follow-ups %s.",
                percent(needed / credential.budget()),
                BigDecimal.valueOf(credential.budget()).stripTrailingZeros().toPlainString(),
                percent((needed - again) / credential.budget()),
                percent(again / credential.budget()));
        if (again > credential.budget() * PlanReport.MOST_AGAIN) {
            line("That is too much: revisits and follow-ups will fall behind, and time may never be sealed.");
        } else if (needed > credential.budget()) {
            line(
                    "So slices will be longer and CDRs later than interval says. Revisits and follow-ups have one turn of ten,"
                            + " and more the longer they wait.");
        }
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 10 && number != Math.rint(number) ? "%.1f" : "%.0f", number);
    }

    private static String money(double euros) {
        return String.format(Locale.ROOT, "%.2f", euros);
    }

    private static String factor(Total total) {
        return String.format(Locale.ROOT, "%.2f", total.factor());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000 + 1e-6) / 10); // 99.96 % is not all
    }
}
