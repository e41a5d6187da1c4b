package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of a stream changes for what has been read of it. Nothing is read again but what was under way
 * in a query, or a plan, that is another now, and each is worth a sentence before it applies.
 *
 * @param sentence begins with a verb: its subject is the stream
 * @param remedy for whoever did not mean it
 */
record ChangedStream(String sentence, String remedy) {

    /** An age such as -7d is counted by each process from its own start. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    static final String RESTORE = "none, if this is what you want; else restore the old setting before the next run";
    private static final String NOTHING = "nothing is read again";
    private static final String AS_THEY_ARE = "events already published stay as they are, " + NOTHING;
    private static final String READ_APART = "none, if this is what you want; else read that time by a configuration of"
            + " its own: another group, other topics, and its part of the cap and of the requests a second";

    /** @param own what is stored of it, under its own name */
    static List<ChangedStream> of(CdrStream stream, StreamRecord own, Progress restored) {
        List<ChangedStream> changes = new ArrayList<>();
        boolean isPlanned = own.isOf(stream.plan());
        List<SliceProgress> kept = restored.slices().stream()
                .filter(slice -> isPlanned || slice.pass() == 0)
                .toList();
        changed(changes, own, "key", own.key(), stream.key(), AS_THEY_ARE);
        changed(changes, own, "format", own.format().text(), stream.format().text(), AS_THEY_ARE);
        changed(
                changes,
                own,
                "options",
                new TreeMap<>(own.options()),
                new TreeMap<>(stream.options()),
                "what is read once more by revisits comes as updated where it differs; " + again(kept));
        plan(changes, stream, own, restored);
        limits(changes, stream, own, restored);
        return changes;
    }

    private static void plan(List<ChangedStream> changes, CdrStream stream, StreamRecord own, Progress restored) {
        if (!own.isOf(stream.plan())) {
            boolean isRevisited = !stream.plan().revisits().isEmpty();
            int pages = isRevisited ? pages(restored.slices().stream().filter(slice -> slice.pass() != 0)) : 0;
            changes.add(new ChangedStream(
                    "changes the plan of its passes: what was read at one age is not read again at a smaller one; revisits"
                            + " that were under way "
                            + (isRevisited ? "begin anew" : "are given up")
                            + (pages == 0 ? "." : "; pages that are read, and charged, again: " + pages + "."),
                    RESTORE));
        }
    }

    private static void limits(List<ChangedStream> changes, CdrStream stream, StreamRecord own, Progress restored) {
        @Nullable Instant start = stream.start();
        if (start != null && start.plus(TOLERANCE).isBefore(own.begin())) {
            changes.add(new ChangedStream(
                    "began at " + own.begin() + " and goes on where it is: the time from its start, " + start
                            + ", to then is not read.",
                    READ_APART));
        }
        @Nullable Instant end = stream.end();
        @Nullable Instant last = restored.bounded(stream).end();
        if (end != null && last != null && !end.equals(last)) {
            changes.add(new ChangedStream(
                    "has read, or begun to read, beyond its end, " + end + ": it goes on until " + last
                            + ", the next full hour.",
                    RESTORE));
        }
    }

    /** What another query makes be read again, and charged. */
    static String again(List<SliceProgress> slices) {
        int pages = pages(slices.stream());
        return pages == 0
                ? NOTHING
                : "pages that are read, and charged, again: " + pages
                        + ", of slices under way, since a cursor holds for one query only";
    }

    private static int pages(Stream<SliceProgress> slices) {
        return slices.filter(slice -> !slice.isDone())
                .mapToInt(SliceProgress::pages)
                .sum();
    }

    private static void changed(
            List<ChangedStream> changes, StreamRecord own, String what, Object from, Object to, String meaning) {
        if (!from.equals(to)) {
            changes.add(new ChangedStream(
                    "changes its " + what + " from " + from + " to " + to + " for what is read from " + own.watermark()
                            + " on; " + meaning + ".",
                    RESTORE));
        }
    }
}
