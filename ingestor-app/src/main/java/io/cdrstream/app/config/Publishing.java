package io.cdrstream.app.config;

import io.cdrstream.model.EventFormat;
import java.util.Locale;
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

    /** What a stream says of its own in place of this. */
    Publishing overridden(Values entry) {
        @Nullable String ownKey = entry.written(ConfigKeys.STREAM_KEY);
        @Nullable String ownFormat = entry.written(ConfigKeys.STREAM_FORMAT);
        return new Publishing(topic, ownKey == null ? key : ownKey, ownFormat == null ? format : format(ownFormat));
    }

    private static EventFormat format(String text) {
        return EventFormat.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
