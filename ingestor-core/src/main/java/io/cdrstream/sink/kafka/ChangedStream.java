package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of a stream changes for what has been read of it. Nothing is read again but what was under way
 * in a query that is another now, and each is worth a sentence before it applies.
 *
 * @param sentence begins with a verb: its subject is the stream
 * @param remedy for whoever did not mean it
 */
record ChangedStream(String sentence, String remedy) {

    static final String RESTORE = "none, if this is what you want; else restore the old setting before the next run";
    private static final String NOTHING = "nothing is read again";
    private static final String READ_APART = "none, if this is what you want; else let an instance of its own read that"
            + " time, with start and end, and with another group, topics.checkpoints and topics.seen";

    /** @param own what is stored of it, under its own name */
    static List<ChangedStream> of(CdrStream stream, StreamRecord own, Progress restored) {
        List<ChangedStream> changes = new ArrayList<>();
        changed(changes, own, "key", own.key(), stream.key(), NOTHING);
        changed(changes, own, "format", own.format().text(), stream.format().text(), NOTHING);
        changed(changes, own, "options", own.options(), Map.copyOf(stream.options()), again(restored.slices()));
        @Nullable Instant start = stream.start();
        if (start != null && start.truncatedTo(ChronoUnit.SECONDS).isBefore(own.begin())) {
            changes.add(new ChangedStream(
                    "began at " + own.begin() + " and goes on where it is: what lies between its start, " + start
                            + ", and that is not read.",
                    READ_APART));
        }
        @Nullable Instant end = stream.end();
        @Nullable Instant last = restored.bounded(stream).end();
        if (end != null && last != null && !end.equals(last)) {
            changes.add(new ChangedStream(
                    "has read, or begun to read, what lies behind its end, " + end + ": it is read until " + last
                            + ", the next full hour.",
                    RESTORE));
        }
        return changes;
    }

    /** What another query makes be read again, and charged. */
    static String again(List<SliceProgress> slices) {
        int pages = slices.stream()
                .filter(slice -> !slice.isDone())
                .mapToInt(SliceProgress::pages)
                .sum();
        return pages == 0
                ? NOTHING
                : "pages that are read, and charged, again: " + pages
                        + ", of slices under way, since a cursor holds for one query only";
    }

    private static void changed(
            List<ChangedStream> changes, StreamRecord own, String what, Object from, Object to, String again) {
        if (!from.equals(to)) {
            changes.add(new ChangedStream(
                    "changes its " + what + " from " + from + " to " + to + " for what is read from " + own.watermark()
                            + " on; events already published stay as they are, " + again + ".",
                    RESTORE));
        }
    }
}
