package io.cdrstream.sink;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.RedoRefused;
import io.cdrstream.model.Tally;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, in one transaction, when a redo is wanted no more (I1). What it has read stays read, and its
 * hours are corrected; of the slices that it was reading nothing is left.
 *
 * <p>Nothing of it can be published a second time: whatever its pages have published is in chunks of the seen-set,
 * which stay, however far their slice has come. A page of it that is still in memory belongs to no redo, and is
 * dropped.
 *
 * @param redo as far as it had come
 * @param slices that it was reading, or had read above its frontier: where they began
 * @param tallies what it had found in hours that it has not finished
 * @param entries the same, for whoever sums hours up
 */
public record CancelledRedo(Redo redo, List<Instant> slices, List<Tally> tallies, List<CompletenessEntry> entries) {

    /** @throws RedoRefused if there is none under way */
    public static CancelledRedo of(CdrStream stream, Progress progress) {
        @Nullable Redo redo = progress.reached().redo();
        if (redo == null) {
            throw new RedoRefused("nothing of " + stream.id() + " is being read once more");
        }
        List<Instant> slices = progress.slices().stream()
                .filter(slice -> slice.pass() == PageRequest.REDO)
                .map(SliceProgress::slice)
                .map(slice -> slice.from())
                .toList();
        Tallies open = new Tallies(
                stream.id(),
                stream.plan(),
                progress.begin(),
                progress.bounded(stream).end(),
                progress.tallies());
        open.close(PageRequest.REDO, PassPlan.REDO, Instant.MAX);
        return new CancelledRedo(redo, slices, open.takeClosed(), open.takeEntries());
    }
}
