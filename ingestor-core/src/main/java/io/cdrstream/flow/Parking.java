package io.cdrstream.flow;

import io.cdrstream.plan.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a stream that the API refuses may be asked again: after a pause that doubles with every refusal in a row, and
 * then by one request at a time, until one of them is answered with a page. Confined to the planning thread.
 */
final class Parking {

    private int refusals;
    private Backoff last = Backoff.PARK;
    private long until;

    /** Whether the last that was heard of the stream is a refusal. */
    boolean isOn() {
        return refusals > 0;
    }

    /** Whether nothing may be asked now. */
    boolean bars(long now) {
        return isOn() && now - until < 0;
    }

    /** Nanoseconds until something may be asked. */
    long left(long now) {
        return bars(now) ? until - now : 0;
    }

    /** A request goes out; as long as it is under way no other does. */
    void asked(long now) {
        if (isOn()) {
            until = now + Backoff.PARK.longest().toNanos();
        }
    }

    /** The probe has told neither that the refusal is over nor that it goes on. */
    void probeAgain(long when) {
        until = when;
    }

    /**
     * Slices side by side are refused for the same reason and count as one.
     *
     * @param backoff what another kind of refusal has come to does not count
     * @param ofSlice how often this slice has been refused, from 1
     * @return how long nothing is asked
     */
    Duration refused(Backoff backoff, int ofSlice, long now) {
        refusals = !backoff.equals(last) ? 1 : bars(now) ? refusals : refusals + 1;
        last = backoff;
        Duration pause = backoff.pause(
                Math.max(refusals, ofSlice), ThreadLocalRandom.current().nextDouble());
        until = now + pause.toNanos();
        return pause;
    }

    void over() {
        refusals = 0;
    }
}
