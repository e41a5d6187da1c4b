package io.cdrstream.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time an event travels with: always one that a broker accepts.
 *
 * <p>A broker refuses a timestamp more than an hour ahead, and one refused record fails its whole transaction for ever;
 * so a time that cannot be true gives way to the API's time, and a header says why.
 *
 * <p>Confined to one thread. Remembers the last text, since neighbours in a page often share their second.
 */
final class EventTime {

    static final String FALLBACK = "ce_timefallback";

    /** The record names no time, or none that can be one: words, the 99th month, the year 0001. */
    static final EventHeader UNKNOWN = EventHeader.of(FALLBACK, "unknown");
    /** More than five minutes ahead of the API's own time. */
    static final EventHeader FUTURE = EventHeader.of(FALLBACK, "future");
    /** Before the year 2000: a zero date, not a call. */
    static final EventHeader PAST = EventHeader.of(FALLBACK, "past");

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private Instant last = Instant.EPOCH;
    private EventHeader lastHeader = EventHeader.of("ce_time", Instant.EPOCH.toString());

    /** Why {@code time} cannot be used; null if it can. */
    static @Nullable EventHeader whyNot(@Nullable Instant time, Instant apiTime) {
        if (time == null) {
            return UNKNOWN;
        }
        if (time.isAfter(apiTime.plus(AHEAD))) {
            return FUTURE;
        }
        return time.isBefore(EARLIEST) ? PAST : null;
    }

    /** {@code ce_time}, in RFC 3339. */
    EventHeader header(Instant time) {
        if (!time.equals(last)) {
            last = time;
            lastHeader = new EventHeader("ce_time", time.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return lastHeader;
    }
}
