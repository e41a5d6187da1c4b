package io.cdrstream.testkit.process;

import java.time.Duration;

/** A moment by which something has to be done, on the clock that nobody adjusts. */
public record Deadline(long atNanos) {

    private static final Duration PAUSE = Duration.ofMillis(50);

    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** The time that remains, zero when it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    /**
     * Lets a moment pass before something is asked again.
     *
     * @throws IllegalStateException if the time is over
     */
    public void pause(String waiting) {
        if (left().isZero()) {
            throw new IllegalStateException("waited in vain " + waiting);
        }
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting " + waiting, e);
        }
    }
}
