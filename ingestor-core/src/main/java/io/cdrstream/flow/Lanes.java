package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.RevisitPlanner;
import io.cdrstream.plan.RevisitPlanner.Planned;
import io.cdrstream.plan.SlicePlanner;
import io.cdrstream.sink.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the passes of a stream have read, are reading, and may read next: one lane for each, in the same time.
 *
 * <pre>
 *   pass 2 ──────┤▒▒▒▒┤
 *   pass 1 ────────────────────┤▒▒▒▒▒▒┤
 *   first  ──────────────────────────────────────┤▒▒┤▒▒┤
 * </pre>
 *
 * <p>A pass reads only what the one before has finished, and committed: of one CDR at most one answer is under way, so
 * an older one cannot overtake a newer. Confined to the planning thread.
 */
final class Lanes {

    private final CdrStream stream;
    private final SlicePlanner first;
    private final List<RevisitPlanner> revisits = new ArrayList<>();
    private final TreeMap<Instant, Slice> taken = new TreeMap<>();
    private final Density density;
    private List<Instant> frontiers;

    Lanes(CdrStream stream, Progress restored, Duration interval) {
        this.stream = stream;
        this.first = new SlicePlanner(stream, interval);
        this.frontiers = restored.frontiers();
        this.density = new Density(restored.chunks());
        for (int pass = 1; pass < stream.plan().passes(); pass++) {
            revisits.add(new RevisitPlanner(stream, pass));
        }
        for (SliceProgress slice : restored.slices()) {
            take(
                    slice.isDone()
                            ? slice.covered()
                            : new Slice(slice.block(), slice.slice().to()));
        }
    }

    Instant watermark() {
        return frontiers.get(0);
    }

    /** The next slice of the first pass, or null if none is due. */
    @Nullable
    Slice fresh(Duration length, Instant apiTime) {
        @Nullable Slice slice = first.next(watermark(), taken.tailMap(watermark()), length, apiTime);
        if (slice != null) {
            take(slice);
        }
        return slice;
    }

    /** Nanoseconds until a slice of the first pass is due; 0 = one may be due already. */
    long untilFresh(Instant apiTime) {
        Instant from = SlicePlanner.firstGap(watermark(), taken.tailMap(watermark()));
        boolean isEnded = stream.end() != null && !from.isBefore(stream.end());
        return isEnded
                ? Long.MAX_VALUE
                : Math.max(0, Duration.between(apiTime, first.due(from)).toNanos());
    }

    /** The next one of a later pass, or null if none is due. */
    @Nullable
    Planned revisit(int pass, Instant apiTime) {
        Instant frontier = frontiers.get(pass);
        return revisits.get(pass - 1)
                .next(frontier, frontiers.get(pass - 1), taken.tailMap(frontier), density::expected, apiTime);
    }

    int passes() {
        return frontiers.size();
    }

    void take(Slice slice) {
        taken.put(slice.from(), slice);
    }

    /** It is read in two halves. */
    void halve(Slice whole, Instant block) {
        taken.remove(block);
        take(new Slice(block, whole.firstHalf().to()));
        take(whole.secondHalf());
    }

    /** Whether a page that is here already belongs to something that may be read. */
    boolean fits(PageRequest request) {
        Slice whole = new Slice(request.block(), request.slice().to());
        Map.@Nullable Entry<Instant, Slice> before = taken.lowerEntry(whole.to());
        boolean isFree = before == null || !before.getValue().to().isAfter(whole.from());
        int pass = request.pass();
        return isFree
                && pass < frontiers.size()
                && !whole.from().isBefore(frontiers.get(pass))
                && (pass == 0 || !whole.to().isAfter(frontiers.get(pass - 1)));
    }

    /** A page is durable. Heard of in the order of the commits. */
    void committed(Posting posting) {
        PageRequest request = posting.page().request();
        density.add(request.slice(), found(posting));
        if (posting.page().isLast() && !request.isFollowUp()) {
            taken.remove(request.block());
        }
        List<Instant> reached = posting.reached().frontiers(); // I3: those of a book never go back
        for (int pass = 0; pass < reached.size(); pass++) {
            taken.subMap(frontiers.get(pass), reached.get(pass)).clear();
        }
        frontiers = reached;
        for (SliceProgress written : posting.slices().written()) {
            if (written.isDone()) {
                Slice done = written.covered();
                taken.subMap(done.from(), done.to()).clear();
                take(done);
            }
        }
        density.forget(reached.get(reached.size() - 1));
    }

    /** Records that were never seen before, whichever pass they were late for. */
    private static long found(Posting posting) {
        return posting.published().stream()
                .filter(each -> each.revision().change() != Change.UPDATED)
                .count();
    }

    /** Whether what the first pass has left to plan fits into one slice. */
    boolean isNearlyUpToDate(Duration length, Instant apiTime) {
        Instant horizon = apiTime.minus(stream.settle());
        return SlicePlanner.firstGap(watermark(), taken.tailMap(watermark()))
                .plus(length)
                .isAfter(horizon);
    }

    long expected(Slice slice) {
        return density.expected(slice);
    }
}
