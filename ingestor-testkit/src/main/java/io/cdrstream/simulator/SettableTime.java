package io.cdrstream.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to move: virtual time for tests. Thread-safe. */
public final class SettableTime implements InstantSource {

    private volatile Instant now;

    public SettableTime(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
