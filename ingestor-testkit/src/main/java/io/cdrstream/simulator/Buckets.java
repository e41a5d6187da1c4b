package io.cdrstream.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One token bucket per key: it holds a second's worth and fills evenly. Thread-safe. */
final class Buckets {

    private record Level(double tokens, Instant at) {}

    private final int perSecond;
    private final Map<String, Level> levels = new HashMap<>();

    Buckets(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Takes a token, or says no. */
    synchronized boolean take(String key, Instant now) {
        if (perSecond == 0) {
            return true;
        }
        Level level = levels.getOrDefault(key, new Level(perSecond, now));
        double elapsed = Math.max(0, Duration.between(level.at(), now).toNanos() / 1e9);
        double tokens = Math.min(perSecond, level.tokens() + elapsed * perSecond);
        boolean granted = tokens >= 1;
        levels.put(key, new Level(granted ? tokens - 1 : tokens, now));
        return granted;
    }
}
