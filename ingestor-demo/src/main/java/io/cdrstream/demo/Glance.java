package io.cdrstream.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What cdrstream says of itself at a moment.
 *
 * @param states how many streams are in which state
 * @param watermark the lowest of all streams; empty while some stream has none
 * @param billed records the API has charged for, as cdrstream counts them
 * @param commits pages made durable
 */
record Glance(Map<String, Long> states, Optional<Instant> watermark, long billed, long commits) {

    static final Glance NOTHING = new Glance(Map.of(), Optional.empty(), 0, 0);

    long streams() {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean hasPassed(Instant second) {
        return watermark.isPresent() && !watermark.get().isBefore(second);
    }
}
