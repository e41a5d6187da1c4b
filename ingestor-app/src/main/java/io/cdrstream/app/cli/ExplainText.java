package io.cdrstream.app.cli;

import io.cdrstream.app.cli.ExplainReport.Letter;
import io.cdrstream.app.cli.ExplainReport.OfPass;
import io.cdrstream.app.cli.ExplainReport.OfStream;
import io.cdrstream.app.cli.ExplainReport.Place;
import io.cdrstream.app.cli.ExplainReport.Range;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Where a CDR is, in words. */
final class ExplainText {

    private final PrintWriter out;

    ExplainText(PrintWriter out) {
        this.out = out;
    }

    void print(ExplainReport report) {
        out.println(EventText.text(report.id()) + " " + verdict(report));
        report.deadLetters().forEach(this::print);
        report.streams().forEach(stream -> print(stream, report));
    }

    private static String verdict(ExplainReport report) {
        return switch (report.state()) {
            case ExplainReport.PUBLISHED -> "is published";
            case ExplainReport.DEAD -> "could not become an event: it is a dead letter";
            case ExplainReport.EXPECTED -> "has not been seen; of " + report.at() + " more is to be read";
            case ExplainReport.NEVER_SEEN -> "has never been seen, and of " + report.at() + " nothing more is read";
            default -> "has not been seen; with --at, the time of its event, this says by when it would be";
        };
    }

    private void print(Letter letter) {
        line("dead letter " + letter.place() + " of " + letter.time() + ", " + letter.state() + ", "
                + EventText.text(letter.stream()) + ": " + EventText.text(letter.reason()));
    }

    private void print(OfStream stream, ExplainReport report) {
        out.println(stream.stream());
        if (stream.range() != null) {
            line("found in [" + stream.range().from() + ", " + stream.range().to() + "); its last state is "
                    + (Boolean.TRUE.equals(stream.isFinal()) ? "final" : "not final"));
            line(
                    stream.followUpDue() != null
                            ? "asked for again by id at " + stream.followUpDue()
                            : "nobody asks for it by id");
        }
        stream.events().forEach(this::print);
        if (stream.events().isEmpty()
                && stream.range() != null
                && !report.state().equals(ExplainReport.DEAD)) {
            line("its event is not in the topic any more");
        }
        if (!report.isFound()) {
            expected(stream);
        }
    }

    private void print(Place event) {
        line(event.change() + (event.changed() == null ? "" : " (" + EventText.text(event.changed()) + ")")
                + " by pass "
                + EventText.text(event.pass()) + ": " + event.topic() + "-" + event.partition() + "@" + event.offset()
                + ", "
                + event.timestamp()
                + (event.chargeDelta() == null ? "" : ", charge delta " + EventText.text(event.chargeDelta())));
    }

    private void expected(OfStream stream) {
        line(stream.words());
        stream.passes().forEach(this::print);
        if (stream.sealDue() != null) {
            line("sealed " + between(stream.sealDue()));
        }
        if (!stream.isRemembered()) {
            line("what it published long ago the seen-set has forgotten; its topic was searched instead");
        }
    }

    private void print(OfPass pass) {
        @Nullable Range due = pass.due();
        line(due == null ? pass.pass() + " has read that time" : pass.pass() + " reads it " + between(due));
    }

    private static String between(Range due) {
        return "between " + due.from() + " and " + due.to();
    }

    private void line(String text) {
        out.println("  " + text);
    }
}
