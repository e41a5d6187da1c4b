package io.cdrstream.sink.kafka;

import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

import io.cdrstream.event.TimestampRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a topic refuses. A broker compares a timestamp with its own clock when the record arrives, later than we do and
 * by another clock, so we leave a margin of five minutes, or of half of what is allowed if that is less.
 *
 * @param bytes the largest message it takes
 * @param before milliseconds that a timestamp may lie in the past
 * @param after milliseconds that it may lie in the future
 */
record TopicLimit(int bytes, long before, long after) {

    private static final int MESSAGE_DEFAULT = 1024 * 1024;
    private static final long AFTER_DEFAULT = Duration.ofHours(1).toMillis();
    private static final long MARGIN = Duration.ofMinutes(5).toMillis();

    /** A broker's defaults: of a topic that we may not ask about. */
    static final TopicLimit DEFAULT = new TopicLimit(MESSAGE_DEFAULT, Long.MAX_VALUE, AFTER_DEFAULT);

    /** @param config effective values: the topic's own, or else the broker's */
    static TopicLimit of(Map<String, String> config) {
        int bytes = (int) number(config, MAX_MESSAGE_BYTES_CONFIG, MESSAGE_DEFAULT);
        if (TopicFacts.ON_ARRIVAL.equals(config.get(MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            return new TopicLimit(bytes, Long.MAX_VALUE, Long.MAX_VALUE); // it replaces ours without looking at them
        }
        return new TopicLimit(
                bytes,
                number(config, MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.MAX_VALUE),
                number(config, MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, AFTER_DEFAULT));
    }

    private static long number(Map<String, String> config, String key, long otherwise) {
        String value = config.get(key);
        return value == null ? otherwise : Long.parseLong(value);
    }

    TopicLimit atMost(int bytes) {
        return new TopicLimit(Math.min(this.bytes, bytes), before, after);
    }

    /** @param now by our clock */
    TimestampRange timestamps(Instant now) {
        long millis = now.toEpochMilli();
        return new TimestampRange(millis - before + Math.min(MARGIN, before / 2), millis + Math.min(MARGIN, after / 2));
    }
}
