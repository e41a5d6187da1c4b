package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamStatus.Reached;
import io.cdrstream.plan.SliceLength;
import io.cdrstream.sink.Posting;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one stream in one session: which of its pages may be asked for, and what an answer means for the next
 * one. It runs ahead of the commits, and is thrown away with its session. Confined to the planning thread; its
 * {@link Condition} may be read from anywhere.
 */
final class StreamReader {

    /** Slices of later passes side by side: each keeps the fingerprints of its time in memory. */
    private static final int MOST_REVISITED = 2;

    private final CdrStream stream;
    private final Lanes lanes;
    private final FollowUpReader followUps;
    private final FlowListener listener;
    private final Condition condition;
    private final SliceLength length = new SliceLength(Duration.ofMinutes(1));
    private final SliceLength laterLength = new SliceLength(Slice.MAX_SPAN);
    private final OpenSlices slices = new OpenSlices();
    private final Parking parking = new Parking();
    private final Setbacks setbacks;
    private long lastAsked;

    /** @param held first pages, and look-ups, that are still in memory from the session before */
    StreamReader(
            CdrStream stream,
            Progress restored,
            Collection<PageRequest> held,
            Duration interval,
            Condition condition,
            long now,
            FlowListener listener) {
        this.stream = stream;
        this.lanes = new Lanes(stream, restored, interval);
        this.followUps = new FollowUpReader(stream, restored.followUps(), listener);
        this.listener = listener;
        this.condition = condition;
        this.setbacks = new Setbacks(stream, parking, condition, listener, this::shorten);
        this.lastAsked = now - Duration.ofDays(1).toNanos();
        restored.slices().stream()
                .filter(slice -> !slice.isDone())
                .forEach(slice -> slices.add(SliceReader.restored(slice, now)));
        held.forEach(request -> resume(request, now));
        tell(restored.reached());
    }

    private void tell(Progress.Reached reached) {
        condition.reached(new Reached(reached.frontiers(), reached.sealed(), reached.unread(), followUps.waiting()));
    }

    private void resume(PageRequest request, long now) {
        if (request.isFollowUp()) {
            followUps.resume(request);
        } else if (lanes.fits(request)) {
            slices.add(new SliceReader(request.slice(), request.pass(), request.block(), now));
            lanes.take(new Slice(request.block(), request.slice().to()));
        }
    }

    /** The next page of a slice that is open, or null. */
    @Nullable
    PageRequest nextPage(long now) {
        if (parking.bars(now)) {
            return null;
        }
        @Nullable SliceReader ready = slices.first(slice -> slice.isReady(now));
        return ready == null ? null : ask(fitting(ready), false, now);
    }

    /** The next page that is here already, or null. */
    @Nullable
    PageRequest nextHeld(long now, Predicate<PageRequest> isHeld) {
        @Nullable PageRequest lookUp = followUps.nextHeld();
        if (lookUp != null) {
            return lookUp;
        }
        @Nullable SliceReader ready = slices.first(slice -> slice.isReady(now) && isHeld.test(slice.next(stream)));
        return ready == null ? null : ask(ready, true, now);
    }

    /** The page that is due where this one was asked for, or null if that is not being read. */
    @Nullable
    PageRequest due(PageRequest request) {
        if (request.isFollowUp()) {
            return followUps.isHeld(request) ? request : null;
        }
        @Nullable SliceReader slice = slices.of(request);
        return slice == null || slice.isRead() ? null : slice.next(stream);
    }

    /** The first page of a new slice, or null if none is due, or the stream reads as many side by side as it may. */
    @Nullable
    PageRequest nextSlice(Instant apiTime, long now, int most) {
        int open = openSlices();
        if (parking.isOn()
                || (condition.isTroubled() && open > 0) // first let what is open show that the API works again
                || open >= (length.isLearned() ? most : 1)) {
            return null;
        }
        @Nullable Slice slice = lanes.fresh(length.next(), apiTime);
        return slice == null ? null : ask(slices.add(new SliceReader(slice, 0, slice.from(), now)), false, now);
    }

    /** The first page of a revisit or of a redo; null if none is due. */
    @Nullable
    PageRequest nextRevisit(Instant apiTime, long now) {
        if (!mayAskAgain() || openRevisits() >= MOST_REVISITED) {
            return null;
        }
        @Nullable SliceReader later = lanes.later(apiTime, now, followUps::isAsking);
        return later == null ? null : unsettled(ask(slices.add(later), false, now));
    }

    private int openRevisits() {
        return slices.count(slice -> slice.pass != 0);
    }

    /** Whether a revisit is under way, or a look-up. */
    boolean isReadingAgain() {
        return openRevisits() > 0 || !followUps.isIdle();
    }

    /** A look-up by id; null if none is due. */
    @Nullable
    PageRequest nextLookUp(Instant apiTime, long now) {
        @Nullable
        PageRequest lookUp = mayAskAgain() ? followUps.next(apiTime, now, range -> !slices.touch(range)) : null;
        return lookUp == null ? null : unsettled(lookUp);
    }

    /** There is neither a revisit nor a look-up to begin. */
    void nothingLater() {
        condition.settled(mayAskAgain() && slices.isEmpty() && followUps.isIdle());
    }

    private PageRequest unsettled(PageRequest request) {
        condition.settled(false);
        return request;
    }

    private boolean mayAskAgain() {
        return !parking.isOn() && !condition.isTroubled();
    }

    /** Nanoseconds until there may be something to ask, if nothing is heard before; 0 = there may be already. */
    long untilDue(Instant apiTime, long now) {
        long open = slices.untilReady(now);
        return parking.isOn() || condition.isTroubled()
                ? Math.max(open, parking.left(now))
                : Math.min(open, lanes.untilFresh(apiTime));
    }

    private PageRequest ask(SliceReader slice, boolean isHeld, long now) {
        lastAsked = now;
        parking.asked(now);
        return slice.ask(stream, isHeld);
    }

    /** What the API said to a request of this reader. Returns whether its page is to be committed. */
    boolean answered(PageRequest request, Answer answer, long now) {
        if (request.isFollowUp()) {
            return followUps.answered(request, answer, now);
        }
        @Nullable SliceReader slice = slices.of(request);
        if (slice == null) {
            return false;
        }
        if (answer instanceof Got got) {
            return got(slice, got.page(), now);
        }
        setbacks.meet(request, slice, answer, now);
        return false;
    }

    private boolean got(SliceReader slice, Page page, long now) {
        if (slice.isLoop(page)) {
            setbacks.again(slice, Fault.MALFORMED, "the API repeated a cursor it had given before", now);
            return false;
        }
        if (page.isSalvaged()
                && !slice.isHeld()
                && setbacks.isWorthAnother(slice, now)) { // I8: no held one is paid again
            return false;
        }
        if (condition.isTroubled()) {
            listener.resumed(stream.id());
            condition.recovered();
        }
        parking.over();
        slice.got(page);
        if (slice.isRead()) {
            length(slice).learn(slice.slice.span(), slice.records());
        }
        return true;
    }

    private SliceLength length(SliceReader slice) {
        return slice.pass == 0 ? length : laterLength;
    }

    private void shorten(SliceReader slice, long records) {
        length(slice).shorten(slice.slice.span(), records);
        split(slice);
    }

    /** What a slice that was too long has left is not tried at a length that is known to be too long (I8). */
    private SliceReader fitting(SliceReader ready) {
        return ready.isUntouchedPart()
                        && ready.slice.span().compareTo(length(ready).next()) > 0
                ? split(ready)
                : ready;
    }

    /** Returns the first part, as long as slices are now. */
    private SliceReader split(SliceReader slice) {
        Slice whole = slice.slice;
        Instant at = whole.from().plus(length(slice).next());
        lanes.split(whole, slice.block, at);
        return slices.replace(slice, slice.part(new Slice(whole.from(), at)), slice.part(new Slice(at, whole.to())));
    }

    /**
     * About how many records an answer to this request holds.
     *
     * @param unknown records a second of a stream of which nothing is known
     */
    long expectedRecords(PageRequest request, double unknown) {
        if (request.isFollowUp()) {
            return request.ids().size();
        }
        return request.pass() == 0 ? length.expected(request.slice().span(), unknown) : lanes.expected(request.slice());
    }

    /** A page of this stream is durable. Heard of in the order of the commits. */
    void committed(Posting posting) {
        PageRequest request = posting.page().request();
        lanes.committed(posting);
        followUps.committed(request, posting.followUps());
        if (posting.page().isLast()) {
            slices.committed(request);
        }
        tell(posting.reached());
    }

    /** Open slices whose next page is on its way, or could be asked for now; of a stream in trouble none. */
    int busySlices(long now) {
        return isTroubled() ? 0 : slices.count(slice -> slice.isBusy(now));
    }

    /** Pages that are on their way. */
    int asked() {
        return slices.count(SliceReader::isAsked);
    }

    /** Whether the last that was heard of it is no page. */
    boolean isTroubled() {
        return condition.isTroubled();
    }

    /** Slices of the first pass that are not read to their end. */
    private int openSlices() {
        return slices.count(slice -> slice.pass == 0 && !slice.isRead());
    }

    /** Whether what is left to plan fits into one slice. */
    boolean isNearlyUpToDate(Instant apiTime) {
        return lanes.isNearlyUpToDate(length.next(), apiTime);
    }

    long lastAsked() {
        return lastAsked;
    }

    CdrStream stream() {
        return stream;
    }
}
