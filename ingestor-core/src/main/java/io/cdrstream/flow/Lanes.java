package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the passes of a stream have read, are reading, and may read next: one lane for each, in the same time.
 *
 * <pre>
 *   pass 2 ──────┤▒▒▒▒┤
 *   pass 1 ────────────────────┤▒▒▒▒▒▒┤
 *   first  ──────────────────────────────────────┤▒▒┤▒▒┤
 *   redo  ┤▒▒▒┤
 * </pre>
 *
 * <p>A pass reads only what the one before has finished, and committed: of one CDR at most one answer is under way, so
 * an older one cannot overtake a newer. A redo reads what all have finished. Confined to the planning thread.
 */
final class Lanes {

    private final CdrStream stream;
    private final SlicePlanner first;
    private final List<RevisitPlanner> revisits = new ArrayList<>();
    private final TreeMap<Instant, Slice> taken = new TreeMap<>();
    private final Density density;
    private List<Instant> frontiers;
    private @Nullable Redo redo;

    Lanes(CdrStream stream, Progress restored, Duration interval) {
        this.stream = restored.bounded(stream);
        this.first = new SlicePlanner(this.stream, interval);
        this.frontiers = restored.frontiers();
        this.redo = restored.reached().redo();
        this.density = new Density(restored.chunks());
        for (int pass = 1; pass < stream.plan().passes(); pass++) {
            revisits.add(new RevisitPlanner(this.stream, pass));
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

    /**
     * The next slice of a later pass, or of a redo, or null if none is due.
     *
     * @param isAsked whether somebody is asking about this time by id
     */
    @Nullable
    SliceReader later(Instant apiTime, long now, Predicate<Slice> isAsked) {
        for (int pass = 1; pass < frontiers.size(); pass++) {
            @Nullable Planned planned = revisit(pass, apiTime);
            if (planned != null && !isAsked.test(planned.slice())) {
                return take(planned, pass, now);
            }
        }
        @Nullable Planned again = redo == null ? null : RevisitPlanner.next(redo, taken, density::expected);
        return again == null || isAsked.test(again.slice()) ? null : take(again, PageRequest.REDO, now);
    }

    private SliceReader take(Planned planned, int pass, long now) {
        take(planned.covered());
        return new SliceReader(planned.slice(), pass, planned.block(), now);
    }

    private @Nullable Planned revisit(int pass, Instant apiTime) {
        Instant frontier = frontiers.get(pass);
        return revisits.get(pass - 1)
                .next(frontier, frontiers.get(pass - 1), taken.tailMap(frontier), density::expected, apiTime);
    }

    void take(Slice slice) {
        taken.put(slice.from(), slice);
    }

    /** It is read in two parts. */
    void split(Slice whole, Instant block, Instant at) {
        taken.remove(block);
        take(new Slice(block, at));
        take(new Slice(at, whole.to()));
    }

    /** Whether a page that is here already belongs to something that may be read. */
    boolean fits(PageRequest request) {
        Slice whole = new Slice(request.block(), request.slice().to());
        Map.@Nullable Entry<Instant, Slice> before = taken.lowerEntry(whole.to());
        boolean isFree = before == null || !before.getValue().to().isAfter(whole.from());
        int pass = request.pass();
        return isFree && (pass == PageRequest.REDO ? isLeft(whole) : fits(whole, pass));
    }

    private boolean isLeft(Slice whole) {
        return redo != null
                && !whole.from().isBefore(redo.next())
                && !whole.to().isAfter(redo.to());
    }

    private boolean fits(Slice whole, int pass) {
        return pass < frontiers.size()
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
        Instant lowest = reached(posting.reached());
        for (SliceProgress written : posting.slices().written()) {
            if (written.isDone()) {
                Slice done = written.covered();
                taken.subMap(done.from(), done.to()).clear();
                take(done);
            }
        }
        density.forget(lowest);
    }

    /** Before what is returned nothing is left to read. */
    private Instant reached(Reached reached) {
        List<Instant> now = reached.frontiers(); // I3: those of a book never go back
        for (int pass = 0; pass < now.size(); pass++) {
            taken.subMap(frontiers.get(pass), now.get(pass)).clear();
        }
        frontiers = now;
        redo = reached.unread();
        Instant lowest = redo == null ? reached.last() : redo.next();
        taken.headMap(lowest).clear();
        return lowest;
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
