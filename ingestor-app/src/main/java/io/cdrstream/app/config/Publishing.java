package io.cdrstream.app.config;

import io.cdrstream.model.EventFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How events look and where they go.
 *
 * @param topic with the placeholders {@code {product}} and {@code {account}}
 * @param key the record field that becomes the Kafka key
 */
record Publishing(String topic, String key, EventFormat format) {

    static Publishing of(String topic, Values root) {
        return new Publishing(topic, root.require(ConfigKeys.KEY), format(root.require(ConfigKeys.FORMAT)));
    }

    /** What {@code topics.products} says of one product in place of this. */
    Publishing ofProduct(Values entry) {
        return new Publishing(
                entry.or(KafkaKeys.PRODUCT_EVENTS, topic),
                entry.or(KafkaKeys.PRODUCT_KEY, key),
                format(entry.written(KafkaKeys.PRODUCT_FORMAT), format));
    }

    /** What a stream says of its own in place of this. */
    Publishing ofStream(Values entry) {
        return new Publishing(
                topic,
                entry.or(CredentialKeys.STREAM_KEY, key),
                format(entry.written(CredentialKeys.STREAM_FORMAT), format));
    }

    private static EventFormat format(@Nullable String text, EventFormat otherwise) {
        return text == null ? otherwise : format(text);
    }

    private static EventFormat format(String text) {
        return EventFormat.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The one of each product. */
    record ByProduct(Publishing others, Map<String, Publishing> products) {

        ByProduct {
            products = Map.copyOf(products);
        }

        Publishing of(String product) {
            return products.getOrDefault(product, others);
        }
    }
}
