package io.cdrstream.sink.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an event is, and which publication of its CDR.
 *
 * @param timestamp Kafka's, of the message
 * @param changed what an update changed; null of others
 */
public record EventPlace(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        String change,
        String pass,
        @Nullable String changed,
        @Nullable String chargeDelta) {

    /** As in {@code cdr.sms-0@17}. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
