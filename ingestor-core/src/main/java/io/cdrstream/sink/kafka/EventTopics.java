package io.cdrstream.sink.kafka;

import java.time.Duration;
import java.util.Map;

/**
 * How the topics of events are created.
 *
 * @param products those that differ, by the product's name
 */
public record EventTopics(EventTopic others, Map<String, EventTopic> products) {

    public EventTopics {
        products = Map.copyOf(products);
    }

    /** All alike. */
    public static EventTopics of(int partitions, Duration retention) {
        return new EventTopics(EventTopic.of(partitions, retention), Map.of());
    }

    public EventTopic of(String product) {
        return products.getOrDefault(product, others);
    }
}
