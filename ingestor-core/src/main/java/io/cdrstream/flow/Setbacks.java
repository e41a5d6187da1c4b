package io.cdrstream.flow;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.plan.Backoff;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Refusal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an answer that is no page means for its slice: the same page again, the slice from its first page or in parts,
 * or that its stream is parked. The smallest of these that is sound. Confined to the planning thread.
 */
final class Setbacks {

    /**
     * Malformed and cut answers have been paid for: after this many in a row the stream is parked. As often a page with
     * unreadable records is asked for again, before it is taken as it is.
     */
    private static final int PATIENCE = 3;

    private static final int FULL_PAGE = 1000;

    private final CdrStream stream;
    private final Parking parking;
    private final Condition condition;
    private final FlowListener listener;
    private final Shortening shortening;

    Setbacks(CdrStream stream, Parking parking, Condition condition, FlowListener listener, Shortening shortening) {
        this.stream = stream;
        this.parking = parking;
        this.condition = condition;
        this.listener = listener;
        this.shortening = shortening;
    }

    /** Of a slice that cannot be read whole. */
    interface Shortening {

        /** @param records as many are too many for one slice of this stream */
        void shorten(SliceReader slice, long records);
    }

    void meet(PageRequest request, SliceReader slice, Answer answer, long now) {
        if (answer instanceof Failed failed) {
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
    }

    /** Whether a page with unreadable records is asked for again, since they may come whole next time. */
    boolean isWorthAnother(SliceReader slice, long now) {
        if (slice.salvaged() > PATIENCE) {
            return false;
        }
        Duration pause = Backoff.RETRY.pause(slice.failed(), random());
        askAgain(slice, pause, "a page holds records that are " + BadRecord.UNREADABLE, now);
        return true;
    }

    /** The same page, after a pause. */
    void again(SliceReader slice, Fault fault, String sentence, long now) {
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
            slice.waitUntil(now + Backoff.PAID.pause(expiries - 1, random()).toNanos());
            condition.retrying(sentence);
        }
        if (expiries > 1 && !slice.slice.isIndivisible()) {
            shortening.shorten(slice, Long.MAX_VALUE);
        }
        listener.sliceRestarted(request, sentence);
    }

    private void tooLarge(PageRequest request, SliceReader slice, Answer.TooLarge large, long now) {
        parking.probeAgain(now);
        if (slice.slice.isIndivisible()) {
            park(slice, Refusal.INDIVISIBLE, large.sentence() + " and its slice is one second; raise the limit", now);
        } else {
            slice.restart();
            shortening.shorten(slice, FULL_PAGE);
            listener.sliceRestarted(request, large.sentence());
        }
    }

    private void park(SliceReader slice, Refusal refusal, String sentence, long now) {
        int refusals = slice.refused();
        boolean isPaid = refusal == Refusal.UNREADABLE || refusal == Refusal.INDIVISIBLE;
        Backoff backoff = isPaid ? Backoff.PAID : Backoff.PARK;
        Duration pause = slice.pass == 0 // a revisit that is refused must not hold the first pass up
                ? parking.refused(backoff, refusals, now)
                : backoff.pause(refusals, random());
        slice.waitUntil(now + pause.toNanos()); // another slice that works must not bring this one back at once
        condition.parked(refusal, sentence);
        listener.parked(stream.id(), refusal, sentence, pause);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
