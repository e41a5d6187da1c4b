package io.cdrstream.plan;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When a credential may send its next request: a token bucket of one token that starts empty, and a window over the
 * times at which requests left, so that no stretch of one second holds more requests than a budget of whole requests.
 *
 * <p>A busy machine or a slow handshake lets a request wait. So the window counts when it has left, not when it was to
 * leave, and one that has not left yet as if it did so now. Both are filled a little slower than the budget allows,
 * which leaves room (40 ms at ten requests a second) for what the network does to the spacing; four times as much in
 * the first half minute, when code is still being compiled. A request that comes late does not push back the ones after
 * it: they close up, as far as the window allows.
 *
 * <p>A 429 pauses everything for as long as the API says, and lowers the pace by one step; more of them before the
 * pause is over belong to the same episode and change nothing. The pace recovers in small steps (AIMD).
 *
 * <p>Monotonic times are passed in, in nanoseconds. Confined to the agenda's thread.
 */
public final class Pacer {

    private static final double HEADROOM = 0.96;
    private static final double HEADROOM_AT_FIRST = 0.85;
    private static final long AT_FIRST = TimeUnit.SECONDS.toNanos(30);
    private static final double DECREASE = 0.7;
    private static final double INCREASE_PER_SECOND = 0.02;
    private static final double FLOOR = 0.1;
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double budget;
    private final Departures departures = new Departures();
    private final long started;
    private double headroom = HEADROOM_AT_FIRST;
    private double part;
    private double pace = 1;
    private long paceChanged;
    private long last;
    private long pausedUntil;

    /** @param requestsPerSecond the budget of the credential, for all instances together */
    public Pacer(double requestsPerSecond, long now) {
        this.budget = requestsPerSecond;
        this.part = requestsPerSecond;
        this.started = now;
        this.last = now;
        this.paceChanged = now;
        this.pausedUntil = now;
    }

    /** The part of the budget that belongs to this instance. */
    public void share(Share share) {
        part = share.requestsPerSecond(budget);
    }

    /**
     * The earliest time of the next request; while as many as a second allows are still to leave, when to look again.
     */
    public long next(long now) {
        return max(max(pausedUntil, last + interval(1)), windowed(now));
    }

    /** As many requests as a second allows have left since then, or still will: the first of them was a second ago. */
    private long windowed(long now) {
        int whole = (int) Math.max(1, Math.min(requestsPerSecond(), Departures.MOST));
        int left = whole - departures.waiting();
        if (left <= 0) {
            return now + interval(1);
        }
        return departures.count() < left ? pausedUntil : departures.latest(left) + interval(whole);
    }

    /** A request is to leave now, or at a time that {@link #next} has named; {@link #left} has to follow. */
    public void sent(long now) {
        last = max(max(pausedUntil, last + interval(1)), now - CATCH_UP);
        departures.plan(now);
        headroom = now - started < AT_FIRST ? HEADROOM_AT_FIRST : HEADROOM;
        if (pace < 1 && now - paceChanged >= SECOND) {
            pace = Math.min(1, pace + INCREASE_PER_SECOND * (now - paceChanged) / SECOND);
            paceChanged = now;
        }
    }

    /** What was to leave at a time has left at another, or never will. Once for each. */
    public void left(long planned, long now) {
        departures.left(planned, now);
    }

    /** Whether a 429 asks for silence at that time. */
    public boolean isPaused(long now) {
        return pausedUntil - now > 0;
    }

    /** The API answered 429. */
    public void throttled(long now, Duration pause) {
        if (now - pausedUntil >= 0) { // a new episode
            pace = Math.max(FLOOR, pace * DECREASE);
            paceChanged = now;
        }
        pausedUntil = max(pausedUntil, now + pause.toNanos());
    }

    public double requestsPerSecond() {
        return part * pace;
    }

    private long interval(int requests) {
        return (long) (requests * SECOND / (requestsPerSecond() * headroom));
    }

    /** Of two monotonic times, which may wrap around. */
    private static long max(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
