package io.cdrstream.flow;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.Backoff;
import io.cdrstream.plan.SliceLength;
import io.cdrstream.plan.SlicePlanner;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one stream in one session: which of its pages may be asked for, and what an answer means for the next
 * one. It runs ahead of the commits, and is thrown away with its session. Confined to the planning thread; its
 * {@link Condition} may be read from anywhere.
 */
final class StreamReader {

    /**
     * Malformed and cut answers have been paid for: after this many in a row the stream is parked. As often a page with
     * unreadable records is asked for again, before it is taken as it is.
     */
    private static final int PATIENCE = 3;

    /** Slices above the watermark, in multiples of those that may be open. */
    private static final int MOST_WAITING = 4;

    private final CdrStream stream;
    private final SlicePlanner planner;
    private final FlowListener listener;
    private final Condition condition;
    private final SliceLength length = new SliceLength();
    private final TreeMap<Instant, SliceReader> slices = new TreeMap<>();
    private final TreeMap<Instant, Slice> taken = new TreeMap<>();
    private final Parking parking = new Parking();
    private Instant watermark;
    private long lastAsked;

    /** @param held slices whose pages are still in memory from the session before; they keep their bounds */
    StreamReader(
            CdrStream stream,
            Progress restored,
            Collection<Slice> held,
            Duration interval,
            Condition condition,
            long now,
            FlowListener listener) {
        this.stream = stream;
        this.planner = new SlicePlanner(stream, interval);
        this.listener = listener;
        this.condition = condition;
        this.watermark = restored.watermark();
        this.lastAsked = now - Duration.ofDays(1).toNanos();
        restored.slices().forEach(slice -> add(SliceReader.restored(slice, now)));
        held.stream().filter(this::fitsGap).forEach(slice -> add(new SliceReader(slice, now)));
        condition.watermark(watermark);
    }

    /** The next page of a slice that is open, or null. */
    @Nullable
    PageRequest nextPage(long now) {
        if (parking.bars(now)) {
            return null;
        }
        for (SliceReader slice : slices.values()) {
            if (slice.isReady(now)) {
                return ask(slice, false, now);
            }
        }
        return null;
    }

    /** The next page that is here already, or null. */
    @Nullable
    PageRequest nextHeld(long now, Predicate<PageRequest> isHeld) {
        for (SliceReader slice : slices.values()) {
            if (slice.isReady(now) && isHeld.test(slice.next(stream))) {
                return ask(slice, true, now);
            }
        }
        return null;
    }

    /** The page of this slice that is due, or null if it is not being read. */
    @Nullable
    PageRequest due(Slice slice) {
        SliceReader reader = slices.get(slice.from());
        return reader == null || reader.isRead() || !reader.slice.equals(slice) ? null : reader.next(stream);
    }

    /** The first page of a new slice, or null if none is due, or the stream reads as many side by side as it may. */
    @Nullable
    PageRequest nextSlice(Instant apiTime, long now, int most) {
        int open = openSlices();
        if (parking.isOn()
                || (condition.isTroubled() && open > 0) // first let what is open show that the API works again
                || open >= (length.isLearned() ? most : 1)
                || slices.size() >= MOST_WAITING * most) { // read, but waiting for one below that does not get on
            return null;
        }
        Slice slice = planner.next(watermark, taken, length.next(), apiTime);
        return slice == null ? null : ask(add(new SliceReader(slice, now)), false, now);
    }

    private PageRequest ask(SliceReader slice, boolean isHeld, long now) {
        lastAsked = now;
        parking.asked(now);
        return new PageRequest(stream, slice.slice, slice.ask(isHeld));
    }

    /** What the API said to a request of this reader. Returns whether its page is to be committed. */
    boolean answered(PageRequest request, Answer answer, long now) {
        SliceReader slice = slices.get(request.slice().from());
        if (slice == null || !slice.slice.equals(request.slice())) {
            return false;
        }
        if (answer instanceof Got got) {
            return got(slice, got.page(), now);
        } else if (answer instanceof Failed failed) {
            again(slice, failed.fault(), failed.sentence(), now);
        } else if (answer instanceof Answer.Throttled) {
            slice.failed();
            parking.probeAgain(now);
        } else if (answer instanceof Answer.CursorRefused refused) {
            restart(request, slice, refused.sentence(), now);
        } else if (answer instanceof Answer.TooLarge large) {
            tooLarge(request, slice, large, now);
        } else if (answer instanceof Answer.Refused refused) {
            park(slice, refused.refusal(), refused.sentence(), now);
        }
        return false;
    }

    private boolean got(SliceReader slice, Page page, long now) {
        if (slice.isLoop(page)) {
            again(slice, Fault.MALFORMED, "the API repeated a cursor it had given before", now);
            return false;
        }
        if (page.isSalvaged() && !slice.isHeld() && slice.salvaged() <= PATIENCE) { // a held one is not paid again, I8
            Duration pause = Backoff.RETRY.pause(slice.failed(), random());
            askAgain(slice, pause, "a page holds records that are " + BadRecord.UNREADABLE, now);
            return false;
        }
        if (condition.isTroubled()) {
            listener.resumed(stream.id());
            condition.recovered();
        }
        parking.over();
        slice.got(page);
        if (slice.isRead()) {
            length.learn(slice.slice.span(), slice.records());
        }
        return true;
    }

    private void again(SliceReader slice, Fault fault, String sentence, long now) {
        boolean isPaid = fault == Fault.MALFORMED || fault == Fault.CUT;
        if (isPaid && slice.malformed() > PATIENCE) {
            park(slice, Refusal.UNREADABLE, sentence, now);
            return;
        }
        int failures = slice.failed();
        boolean isDear = fault == Fault.TIMEOUT && failures > PATIENCE; // it may have been paid for each time
        Duration pause =
                isDear ? Backoff.PARK.pause(failures - PATIENCE, random()) : Backoff.RETRY.pause(failures, random());
        askAgain(slice, pause, sentence, now);
    }

    private void askAgain(SliceReader slice, Duration pause, String sentence, long now) {
        slice.waitUntil(now + pause.toNanos());
        parking.probeAgain(now + pause.toNanos());
        condition.retrying(sentence);
    }

    private void restart(PageRequest request, SliceReader slice, String sentence, long now) {
        parking.probeAgain(now);
        int expiries = slice.restart();
        if (expiries > 1) { // its first page was paid for each time
            slice.waitUntil(now + Backoff.PARK.pause(expiries - 1, random()).toNanos());
            condition.retrying(sentence);
        }
        if (expiries > 1 && !slice.slice.isIndivisible()) {
            halve(slice);
        }
        listener.sliceRestarted(request, sentence);
    }

    private void tooLarge(PageRequest request, SliceReader slice, Answer.TooLarge large, long now) {
        parking.probeAgain(now);
        String sentence = "a page is larger than api.max-body (" + large.limitBytes() + " bytes)";
        if (slice.slice.isIndivisible()) {
            park(slice, Refusal.INDIVISIBLE, sentence + " and its slice is one second; raise the limit", now);
        } else {
            slice.restart();
            halve(slice);
            listener.sliceRestarted(request, sentence);
        }
    }

    private void halve(SliceReader slice) {
        slices.remove(slice.slice.from());
        add(new SliceReader(slice.slice.firstHalf(), slice.notBefore()));
        add(new SliceReader(slice.slice.secondHalf(), slice.notBefore()));
        length.shorten(slice.slice.firstHalf().span());
    }

    private void park(SliceReader slice, Refusal refusal, String sentence, long now) {
        Duration pause = parking.refused(slice.refused(), now);
        slice.waitUntil(now + pause.toNanos()); // another slice that works must not bring this one back at once
        condition.parked(refusal, sentence);
        listener.parked(stream.id(), refusal, sentence, pause);
    }

    /** About how many records an answer to a request for this slice holds. */
    long expectedRecords(Slice slice) {
        return length.expected(slice.span());
    }

    /** A page of this stream is durable. Pages committed together are heard of in any order. */
    void committed(Instant reached) {
        if (reached.isAfter(watermark)) { // I3
            watermark = reached;
            slices.headMap(reached).clear();
            taken.headMap(reached).clear();
            condition.watermark(reached);
        }
    }

    /** Open slices whose next page is on its way, or could be asked for now; of a stream in trouble none. */
    int busySlices(long now) {
        return isTroubled()
                ? 0
                : (int) slices.values().stream()
                        .filter(slice -> slice.isBusy(now))
                        .count();
    }

    /** Pages that are on their way. */
    int asked() {
        return (int) slices.values().stream().filter(SliceReader::isAsked).count();
    }

    /** Whether the last that was heard of it is no page. */
    boolean isTroubled() {
        return condition.isTroubled();
    }

    /** Slices that are not read to their end. */
    private int openSlices() {
        return (int) slices.values().stream().filter(slice -> !slice.isRead()).count();
    }

    /** Whether what is left to plan fits into one slice. */
    boolean isNearlyUpToDate(Instant apiTime) {
        Instant horizon = apiTime.minus(stream.settle());
        return SlicePlanner.firstGap(watermark, taken).plus(length.next()).isAfter(horizon);
    }

    long lastAsked() {
        return lastAsked;
    }

    CdrStream stream() {
        return stream;
    }

    private SliceReader add(SliceReader slice) {
        slices.put(slice.slice.from(), slice);
        taken.put(slice.slice.from(), slice.slice);
        return slice;
    }

    private boolean fitsGap(Slice slice) {
        Map.Entry<Instant, Slice> before = taken.lowerEntry(slice.to());
        return !slice.from().isBefore(watermark)
                && (before == null || !before.getValue().to().isAfter(slice.from()));
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
