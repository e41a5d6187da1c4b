package io.cdrstream.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The API's time, learned from the {@code Date} headers of its answers and carried by our monotonic clock. All planning
 * uses it: a slice that ends in the API's future would be closed before its records exist.
 *
 * <p>The offset is the median of the latest answers. An answer that disagrees by more than two seconds is ignored until
 * two more agree with it. If they tell of an earlier time, that is enough: the worst of it is to read late. A later
 * time is believed, once any has been trusted, only if all answers of a minute tell of it: what is read too early is
 * never read again, and one server of many may have a wrong clock. Headers have whole seconds, rounded down, and are
 * read after they were written: the time told here is up to about a second early.
 *
 * <p>Monotonic times are passed in, in nanoseconds. Thread-safe.
 */
public final class ApiClock {

    static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int AGREEING = 3;
    private static final int WINDOW = 15;

    /** Of the API's time. */
    private static final Duration AGREEING_FOR = Duration.ofMinutes(1);

    private final Instant wall;
    private final long nanos;
    private final int speed;
    private final Deque<Duration> samples = new ArrayDeque<>();
    private final Deque<Duration> suspects = new ArrayDeque<>();
    private long suspectedSince;
    private Duration offset = Duration.ZERO;
    private Consumer<Duration> moved = offset -> {};

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

    /**
     * @param moved hears the new offset whenever answers have moved the time by more than the tolerance; must be quick
     */
    public synchronized void onMove(Consumer<Duration> moved) {
        this.moved = moved;
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
        } else {
            suspect(sample, nanos);
        }
    }

    private void suspect(Duration sample, long nanos) {
        if (suspects.isEmpty() || !agree(sample, suspects.getFirst())) {
            suspects.clear();
            suspectedSince = nanos;
        }
        add(suspects, sample);
        boolean isEarlier = sample.compareTo(offset) < 0;
        boolean isLasting = fast(nanos - suspectedSince).compareTo(AGREEING_FOR) >= 0;
        if (suspects.size() >= AGREEING && (isEarlier || isLasting || !isTrusted())) {
            samples.clear();
            suspects.forEach(this::accept);
            suspects.clear();
            moved.accept(offset);
        }
    }

    private void accept(Duration sample) {
        add(samples, sample);
        offset = samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    private static void add(Deque<Duration> latest, Duration sample) {
        latest.addLast(sample);
        if (latest.size() > WINDOW) {
            latest.removeFirst();
        }
    }

    private boolean agree(Duration a, Duration b) {
        return a.minus(b).abs().compareTo(TOLERANCE.multipliedBy(speed)) <= 0;
    }

    private Instant ours(long nanos) {
        return wall.plus(fast(nanos - this.nanos));
    }

    /** What passes of the API's time; in days more nanoseconds than a long holds. */
    private Duration fast(long nanos) {
        return Duration.ofNanos(nanos).multipliedBy(speed);
    }
}
