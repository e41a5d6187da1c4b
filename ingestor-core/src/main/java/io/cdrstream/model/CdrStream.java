package io.cdrstream.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream as configured: what to ask for, from when, and how its events look.
 *
 * @param credential name of the credential that reads it (its API key)
 * @param product the catalogue's entry
 * @param options query parameters that change how records look, not which there are: {@code include_message}
 * @param key the record field that becomes the Kafka key; {@code id} by default
 * @param topic where its events go
 * @param format what the value of its events is
 * @param plan when its time is read, and how often
 * @param start where a stream without a checkpoint begins; null = now
 * @param end where reading stops for good (exclusive), as far as {@link Progress#bounded} lets it; null = never
 */
public record CdrStream(
        StreamId id,
        String credential,
        Product product,
        Map<String, String> options,
        String key,
        String topic,
        EventFormat format,
        PassPlan plan,
        @Nullable Instant start,
        @Nullable Instant end) {

    public CdrStream {
        options = Map.copyOf(options);
    }

    /** A stream that is read once and whose events are the API's own bytes. */
    public CdrStream(
            StreamId id,
            String credential,
            Product product,
            Map<String, String> options,
            String key,
            String topic,
            Duration settle,
            @Nullable Instant start,
            @Nullable Instant end) {
        this(id, credential, product, options, key, topic, EventFormat.JSON, PassPlan.once(settle), start, end);
    }

    /** The same, read until then. */
    public CdrStream until(Instant otherEnd) {
        return new CdrStream(id, credential, product, options, key, topic, format, plan, start, otherEnd);
    }

    /** How old an event time must be before its first pass may read it. */
    public Duration settle() {
        return plan.settle();
    }
}
