package io.cdrstream.app.cli;

import io.cdrstream.app.cli.CompletenessReport.Found;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Tally;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a stream's time once more has found. Its JSON is public.
 *
 * @param from where the one under way began; null if none is
 * @param until before it that one has read everything; null if none is under way
 * @param to where it ends; null if none is under way
 * @param found in hours that are finished, of all redos there were
 * @param unfinished what the one under way has found so far in the others
 * @param corrected beginnings of hours that were sealed, and of which a redo has found more
 */
record RedoReport(
        @Nullable String from,
        @Nullable String until,
        @Nullable String to,
        Found found,
        Found unfinished,
        List<String> corrected) {

    /**
     * Null if there never was one.
     *
     * @param entries of the time asked for
     * @param unfinished of the redo, likewise
     */
    static @Nullable RedoReport of(Progress progress, List<CompletenessEntry> entries, List<Tally> unfinished) {
        @Nullable Redo redo = progress.reached().redo();
        List<CompletenessEntry> own = entries.stream()
                .filter(entry -> entry.found().pass() == PageRequest.REDO)
                .toList();
        if (redo == null && own.isEmpty() && unfinished.isEmpty()) {
            return null;
        }
        return new RedoReport(
                redo == null ? null : redo.from().toString(),
                redo == null ? null : redo.next().toString(),
                redo == null ? null : redo.to().toString(),
                Found.of(own.stream().map(CompletenessEntry::found).toList()),
                Found.of(unfinished),
                corrected(own, progress.sealed()));
    }

    private static List<String> corrected(List<CompletenessEntry> entries, Instant sealed) {
        return entries.stream()
                .filter(entry ->
                        !entry.to().isAfter(sealed) && isNews(entry.found().counts()))
                .map(entry -> entry.from().toString())
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isNews(Tally.Counts counts) {
        return counts.late() + counts.updated() + counts.dead() > 0;
    }
}
