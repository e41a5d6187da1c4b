package io.cdrstream.demo;

import io.cdrstream.simulator.Bill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Whether Kafka agrees with the truth, and the bill with both.
 *
 * @param billed records the simulator has charged for
 * @param counted the same as cdrstream counts it; {@link #UNKNOWN} after a kill, with which its count is gone
 * @param spoilt records in answers that a fault befell
 * @param kills how often cdrstream was killed
 * @param largestPage in records
 */
record Verdict(Comparison.Findings cdrs, long billed, long counted, long spoilt, int kills, int largestPage) {

    static final long UNKNOWN = -1;

    /** Pages that may be asked for and not yet committed: what a kill can cost. The default of {@code in-flight}. */
    private static final int IN_FLIGHT = 12;

    boolean agrees() {
        return cdrs.lost() == 0
                && cdrs.duplicates() == 0
                && cdrs.invented() == 0
                && cdrs.altered() == 0
                && billedAgain() >= 0
                && billedAgain() <= excusable()
                && (counted == UNKNOWN || Math.abs(billed - counted) <= spoilt);
    }

    /** Records that were paid for more than once. */
    long billedAgain() {
        return billed - cdrs.distinct();
    }

    private long excusable() {
        return spoilt + (long) kills * IN_FLIGHT * largestPage;
    }

    List<String> lines() {
        return List.of(
                "Kafka, read_committed, against every CDR that the simulator truly had:",
                "",
                line("expected", cdrs.expected(), "showed when their slice was read"),
                line("published", cdrs.published(), "events"),
                line("lost", cdrs.lost(), ""),
                line("duplicates", cdrs.duplicates(), ""),
                line("invented", cdrs.invented(), "events of no CDR there is"),
                line("altered", cdrs.altered(), "events with other bytes than the API's"),
                line("late: needs revisits", cdrs.late(), "showed only after their slice's first pass"),
                line("billed", billed, "records returned by the API, " + euros(billed) + countedText()),
                line("billed again", billedAgain(), why()),
                "",
                agrees() ? "AGREES: every CDR that showed in time is in Kafka exactly once." : disagreement());
    }

    static String euros(long records) {
        return String.format(Locale.ROOT, "EUR %.2f", Bill.FEE.multiply(BigDecimal.valueOf(records)));
    }

    private String countedText() {
        return counted == UNKNOWN ? "" : "; cdrstream counts " + counted;
    }

    private String why() {
        if (kills == 0) {
            return spoilt == 0 ? "" : "faults befell answers with " + spoilt + " records";
        }
        return "pages not committed at one of " + kills + " kills, " + IN_FLIGHT + " at most each"
                + (spoilt == 0 ? "" : "; faults befell answers with " + spoilt + " records");
    }

    private String disagreement() {
        return "DISAGREES: " + (billedAgain() > excusable() ? "records were paid for twice" : "see above") + ".";
    }

    private static String line(String name, long number, String what) {
        return String.format(Locale.ROOT, "  %-21s %9d   %s", name, number, what)
                .stripTrailing();
    }
}
