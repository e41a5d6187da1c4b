package io.cdrstream.plan;

import java.time.Duration;

/**
 * Pauses that double from the first to the longest, less up to a quarter at random so that what failed together does
 * not come back together.
 */
public record Backoff(Duration first, Duration longest) {

    /** For an answer that failed and may succeed next time. */
    public static final Backoff RETRY = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));

    /** For a stream that the API refuses. */
    public static final Backoff PARK = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    /** For answers that are paid for and of no use, time and again. */
    public static final Backoff PAID = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

    /** For a session that Kafka has ended. */
    public static final Backoff SESSION = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

    /**
     * @param failures how often in a row, from 1
     * @param random from 0 to 1
     */
    public Duration pause(int failures, double random) {
        int doublings = Math.min(failures - 1, 20);
        long millis = Math.min(longest.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis((long) (millis * (1 - random / 4)));
    }
}
