package io.cdrstream.testkit.kafka;

import java.time.Duration;

/** A moment by which something has to be done, on the clock that nobody adjusts. */
record Deadline(long atNanos) {

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** The time that remains, zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }
}
