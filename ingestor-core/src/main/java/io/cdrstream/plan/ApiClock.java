package io.cdrstream.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The API's time, learned from the {@code Date} headers of its answers and carried by our monotonic clock. All planning
 * uses it: a slice that ends in the API's future would be closed before its records exist.
 *
 * <p>The offset is the median of the latest answers. An answer that disagrees by more than two seconds is ignored until
 * two more in a row agree with it; so neither a single wrong header nor a jump of our own clock moves it. Headers have
 * whole seconds, rounded down, and are read after they were written: the time told here is up to about a second early,
 * never late.
 *
 * <p>Monotonic times are passed in, in nanoseconds. Thread-safe.
 */
public final class ApiClock {

    static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int AGREEING = 3;
    private static final int WINDOW = 15;

    private final Instant wall;
    private final long nanos;
    private final int speed;
    private final Deque<Duration> samples = new ArrayDeque<>();
    private final List<Duration> suspects = new ArrayList<>();
    private Duration offset = Duration.ZERO;

    /**
     * @param wall our own wall clock, now
     * @param nanos our monotonic clock, at the same moment
     * @param speed seconds of the API's in one of ours: 1, but for a simulator's
     */
    public ApiClock(Instant wall, long nanos, int speed) {
        this.wall = wall;
        this.nanos = nanos;
        this.speed = speed;
    }

    public int speed() {
        return speed;
    }

    public synchronized Instant now(long nanos) {
        return ours(nanos).plus(offset);
    }

    /** Whether at least one answer, or three that disagree with our own clock in the same way, have been heard. */
    public synchronized boolean isTrusted() {
        return !samples.isEmpty();
    }

    /** The API's time minus ours. */
    public synchronized Duration offset() {
        return offset;
    }

    /** An answer carried this {@code Date}. @param nanos when its head arrived, however long its body took */
    public synchronized void observe(Instant date, long nanos) {
        Duration sample = Duration.between(ours(nanos), date);
        if (agree(sample, offset)) {
            suspects.clear();
            accept(sample);
        } else if (!suspects.isEmpty() && !agree(sample, suspects.get(0))) {
            suspects.clear();
            suspects.add(sample);
        } else {
            suspects.add(sample);
            adoptSuspects();
        }
    }

    private void adoptSuspects() {
        if (suspects.size() == AGREEING) {
            samples.clear();
            suspects.forEach(this::accept);
            suspects.clear();
        }
    }

    private void accept(Duration sample) {
        samples.addLast(sample);
        if (samples.size() > WINDOW) {
            samples.removeFirst();
        }
        offset = samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    private boolean agree(Duration a, Duration b) {
        return a.minus(b).abs().compareTo(TOLERANCE.multipliedBy(speed)) <= 0;
    }

    private Instant ours(long nanos) {
        return wall.plusNanos((nanos - this.nanos) * speed);
    }
}
