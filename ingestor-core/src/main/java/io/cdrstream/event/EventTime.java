package io.cdrstream.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times an event travels with: its {@code ce_time}, and a timestamp that its topic takes.
 *
 * <p>A broker refuses a timestamp more than an hour ahead, or older than its topic allows, and one refused record fails
 * its whole transaction for ever. So a time that cannot be true gives way to the API's time; a true one that the topic
 * refuses stays in {@code ce_time}, and the API's time is the timestamp alone. A header says why.
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

    /** True, but older or further ahead than the topic allows: {@code ce_time} has it, the timestamp has not. */
    static final EventHeader REFUSED = EventHeader.of(FALLBACK, "refused");

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private Instant last = Instant.EPOCH;
    private EventHeader lastHeader = EventHeader.of("ce_time", Instant.EPOCH.toString());

    /**
     * What became of an event's own time.
     *
     * @param timestamp in milliseconds since the epoch
     * @param fallback why the API's time stands in for it; null if it does not
     */
    record Choice(Instant time, long timestamp, @Nullable EventHeader fallback) {}

    /** @param taken timestamps that the topic takes; if not even the API's time is one, the nearest is used */
    static Choice choose(@Nullable Instant own, Instant apiTime, TimestampRange taken) {
        long substitute = taken.nearest(apiTime.toEpochMilli());
        EventHeader untrue = untrue(own, apiTime);
        if (own == null || untrue != null) {
            return new Choice(apiTime, substitute, untrue);
        }
        long timestamp = own.toEpochMilli();
        return taken.holds(timestamp) ? new Choice(own, timestamp, null) : new Choice(own, substitute, REFUSED);
    }

    private static @Nullable EventHeader untrue(@Nullable Instant time, Instant apiTime) {
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
            lastHeader = new EventHeader("ce_time", isSameMinute(time) ? sameMinute(time) : text(time));
            last = time;
        }
        return lastHeader;
    }

    private boolean isSameMinute(Instant time) {
        return time.getNano() == 0
                && last.getNano() == 0
                && Math.floorDiv(time.getEpochSecond(), 60) == Math.floorDiv(last.getEpochSecond(), 60);
    }

    /** What differs within a minute are two digits, and to format a time takes longer than all other headers do. */
    private byte[] sameMinute(Instant time) {
        byte[] text = lastHeader.value().clone(); // ends with the seconds and Z
        int second = Math.floorMod(time.getEpochSecond(), 60);
        text[text.length - 3] = (byte) ('0' + second / 10);
        text[text.length - 2] = (byte) ('0' + second % 10);
        return text;
    }

    private static byte[] text(Instant time) {
        return time.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
