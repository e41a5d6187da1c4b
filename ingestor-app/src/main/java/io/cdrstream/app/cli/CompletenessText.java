package io.cdrstream.app.cli;

import io.cdrstream.app.cli.CompletenessReport.Found;
import io.cdrstream.app.cli.CompletenessReport.OfPass;
import io.cdrstream.app.cli.CompletenessReport.OfStream;
import io.cdrstream.app.cli.CompletenessReport.Waiting;
import io.cdrstream.app.cli.CompletenessReport.Window;
import io.cdrstream.model.DurationText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The completeness of streams in words. */
final class CompletenessText {

    private static final int MOST_HOURS = 24;

    private final PrintWriter out;

    CompletenessText(PrintWriter out) {
        this.out = out;
    }

    void print(CompletenessReport report) {
        out.println("[" + report.from() + ", " + report.to() + ")");
        report.streams().forEach(this::print);
        out.println();
        out.println(
                report.isSealed()
                        ? "This time is sealed: what the plans can find is found."
                        : "This time is not sealed yet.");
    }

    private void print(OfStream stream) {
        out.println();
        out.println(stream.stream());
        if (stream.watermark() == null) {
            out.println("  has never been read");
            return;
        }
        line("complete until", stream.watermark() + ", as far as the API showed it when it was read first");
        stream.passes().forEach(this::print);
        if (stream.redo() != null) {
            print(stream.redo());
        }
        if (stream.followUps().records() > 0) {
            line("follow-ups", found(stream.followUps()));
        }
        @Nullable Waiting waiting = stream.waiting();
        line(
                "pending",
                waiting == null
                        ? "nothing is waited for by id"
                        : waiting.records() + (waiting.records() == 1 ? " record" : " records")
                                + " not final, asked for again " + window(waiting.due()));
        line(
                "sealed until",
                stream.sealedUntil() + (stream.sealDue() == null ? "" : "; all of it " + due(stream.sealDue())));
        gaps(stream.gaps());
    }

    private void print(RedoReport redo) {
        line(
                "redo",
                redo.from() == null
                        ? "is over; all of them have found"
                        : "of " + redo.from() + " to " + redo.to() + ", has come to " + redo.until());
        line("", found(redo.found()));
        if (redo.unfinished().pages() > 0) {
            line("", "so far in hours not finished: " + found(redo.unfinished()));
        }
        if (!redo.corrected().isEmpty()) {
            line("corrected", "after the seal, since a redo found more: " + some(redo.corrected()));
        }
    }

    private void print(OfPass pass) {
        line(
                pass.pass(),
                "at the age of " + DurationText.of(Duration.ofSeconds(pass.ageSeconds())) + ", until " + pass.until()
                        + (pass.due() == null ? "" : "; all of it " + due(pass.due())));
        line("", found(pass.found()));
        if (pass.unfinished().records() > 0 || pass.unfinished().pages() > 0) {
            line("", "so far in hours not finished: " + found(pass.unfinished()));
        }
    }

    private static String due(Window window) {
        return "between " + window.earliest() + " and " + window.latest();
    }

    private static String window(Window due) {
        return due.earliest().equals(due.latest())
                ? "at " + due.earliest()
                : "from " + due.earliest() + " to " + due.latest();
    }

    private static String found(Found found) {
        List<String> parts = new ArrayList<>();
        count(parts, found.fresh(), "new");
        count(parts, found.late(), "late");
        count(parts, found.updated(), "updated");
        count(parts, found.unchanged(), "unchanged");
        count(parts, found.dead(), "dead");
        String what = parts.isEmpty() ? "nothing" : String.join(", ", parts);
        List<String> charges = new ArrayList<>();
        found.charge()
                .forEach((currency, sum) ->
                        charges.add(sum + (currency.isEmpty() ? " without currency" : " " + currency)));
        return what + "; billed " + found.billed() + pages(found.pages())
                + (charges.isEmpty() ? "" : "; charge " + String.join(", ", charges))
                + " (" + found.hours() + (found.hours() == 1 ? " hour)" : " hours)");
    }

    /** Of look-ups by id none are counted. */
    private static String pages(long pages) {
        return pages == 0 ? "" : " in " + pages + (pages == 1 ? " page" : " pages");
    }

    private static void count(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }

    private void gaps(List<String> gaps) {
        if (!gaps.isEmpty()) {
            line(
                    "gaps",
                    gaps.size() + " hours are read and have no entry: "
                            + some(gaps)
                            + "; older than the topic's retention, or than the topic");
        }
    }

    private static String some(List<String> hours) {
        return String.join(", ", hours.subList(0, Math.min(MOST_HOURS, hours.size())))
                + (hours.size() > MOST_HOURS ? " …" : "");
    }

    private void line(String name, String text) {
        out.println(String.format("  %-15s %s", name, text));
    }
}
