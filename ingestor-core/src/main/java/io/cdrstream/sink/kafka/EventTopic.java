package io.cdrstream.sink.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an event topic is created. What is there already stays as it is.
 *
 * @param retention how long it keeps an event after its timestamp
 * @param compression Kafka's name of a codec; null = batches stay as the producer has compressed them
 * @param isStampedOnArrival whether the broker's clock gives the timestamp, and not the time of the event
 */
public record EventTopic(int partitions, Duration retention, @Nullable String compression, boolean isStampedOnArrival) {

    /** As the producer compresses, with the time of the event. */
    public static EventTopic of(int partitions, Duration retention) {
        return new EventTopic(partitions, retention, null, false);
    }
}
