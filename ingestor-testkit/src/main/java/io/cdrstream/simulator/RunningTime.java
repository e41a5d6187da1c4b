package io.cdrstream.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that starts at a chosen moment and runs at a chosen speed. */
record RunningTime(Instant start, double speed, InstantSource real, Instant realStart) implements InstantSource {

    static RunningTime from(Instant start, double speed) {
        InstantSource real = InstantSource.system();
        return new RunningTime(start, speed, real, real.instant());
    }

    @Override
    public Instant instant() {
        long elapsed = Duration.between(realStart, real.instant()).toNanos();
        return start.plusNanos((long) (elapsed * speed));
    }
}
