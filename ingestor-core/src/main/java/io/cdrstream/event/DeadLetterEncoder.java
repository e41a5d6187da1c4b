package io.cdrstream.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Slice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the raw bytes of a record that could not become an event, unaltered, with headers that say why
 * and where. What does not fit into one message goes in parts, numbered from 1, which put together are the record.
 *
 * <pre>
 *   reason     a fixed sentence             sequence   number of the commit in its stream
 *   stream     the stream's name            ordinal    place in the page, from 0
 *   slice      from / to, UTC               part, parts
 * </pre>
 *
 * <p>What is only too large says as well which revision of its CDR it is: {@code change}, {@code changed},
 * {@code charge-before} and {@code pass}, as its event would, and {@code print}.
 *
 * <p>Where a privacy policy applies, a record that is only too large is redacted first, and a header {@code redacted}
 * says so. The bytes of all others are withheld, and a header {@code withheld} gives their number: what could not be
 * read cannot be redacted either.
 */
public final class DeadLetterEncoder {

    public static final String TOO_LARGE = "larger than Kafka or its topic allows";

    /** Headers: the revision that is too large. */
    public static final String CHANGE = "change";

    public static final String CHANGED = "changed";
    public static final String CHARGE_BEFORE = "charge-before";
    public static final String PASS = "pass";
    public static final String PRINT = "print";

    /** Header: the bytes are those that a privacy rule has left. */
    public static final String IS_REDACTED = "redacted";

    /** Header: length of the record, whose bytes are not here. */
    public static final String WITHHELD = "withheld";

    private static final EventHeader REDACTED = EventHeader.of(IS_REDACTED, "true");

    /** A longer id is not one worth a key. */
    private static final int LONGEST_KEY = 512;

    /** What headers and key take at most, in bytes. */
    private static final int RESERVED = 8 * 1024;

    private final String topic;
    private final int partSize;
    private final PrivacyPolicy privacy;

    /**
     * @param limit the largest message that the topic takes, in bytes
     * @param privacy what holds for the records' fields
     */
    public DeadLetterEncoder(String topic, int limit, PrivacyPolicy privacy) {
        this.topic = topic;
        this.privacy = privacy;
        this.partSize = Math.max(1024, limit - RESERVED);
    }

    /** @param timestamp in milliseconds since the epoch, one that the topic takes */
    public List<Event> encode(Page page, BadRecord bad, long sequence, long timestamp) {
        Place place = new Place(page, bad.ordinal(), sequence, bad.reason(), timestamp, List.of());
        return privacy.isNone()
                ? parts(place, null, page.body(), bad.offset(), bad.length())
                : withheld(place, bad.length());
    }

    /**
     * A good record that is too large for its topic.
     *
     * @param print by which the revision is known in the book of its stream
     */
    public List<Event> tooLarge(Page page, Cdr cdr, Revision revision, String print, long sequence, long timestamp) {
        byte[] key = cdr.id().getBytes(UTF_8);
        Place place = new Place(page, cdr.ordinal(), sequence, TOO_LARGE, timestamp, revision(page, revision, print));
        byte @Nullable [] usual = key.length > LONGEST_KEY ? null : key;
        if (privacy.isNone()) {
            return parts(place, usual, page.body(), cdr.offset(), cdr.length());
        }
        byte[] redacted = privacy.redact(page.body(), cdr.offset(), cdr.length());
        return parts(place, usual, redacted, 0, redacted.length);
    }

    private List<EventHeader> revision(Page page, Revision revision, String print) {
        List<EventHeader> headers = new ArrayList<>(List.of(
                EventHeader.of(CHANGE, revision.change().text()),
                EventHeader.of(PASS, revision.pass()),
                EventHeader.of(PRINT, print)));
        if (!revision.changed().isEmpty()) {
            headers.add(EventHeader.of(CHANGED, RevisionHeaders.changed(revision)));
        }
        @Nullable BigDecimal before = revision.chargeBefore();
        if (before != null
                && !privacy.isRedacted(page.request().stream().product().chargeField())) {
            headers.add(EventHeader.of(CHARGE_BEFORE, before.toPlainString()));
        }
        return headers;
    }

    private List<Event> withheld(Place place, int length) {
        List<EventHeader> headers = headers(place, 1, 1);
        headers.add(EventHeader.of(WITHHELD, Integer.toString(length)));
        return List.of(new Event(topic, null, new byte[0], place.timestamp, headers));
    }

    private List<Event> parts(Place place, byte @Nullable [] key, byte[] body, int offset, int length) {
        int parts = Math.max(1, (length + partSize - 1) / partSize);
        byte @Nullable [] together = key == null && parts > 1 ? place.name() : key; // in one partition
        List<Event> events = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int from = offset + part * partSize;
            byte[] value = Arrays.copyOfRange(body, from, Math.min(offset + length, from + partSize));
            List<EventHeader> headers = headers(place, part + 1, parts);
            if (!privacy.isNone()) {
                headers.add(REDACTED);
            }
            events.add(new Event(topic, together, value, place.timestamp, headers));
        }
        return events;
    }

    private static List<EventHeader> headers(Place place, int part, int parts) {
        Slice slice = place.page.request().slice();
        List<EventHeader> headers = new ArrayList<>(List.of(
                EventHeader.of("reason", place.reason),
                EventHeader.of("stream", place.page.request().stream().id().text()),
                EventHeader.of("slice", slice.from() + "/" + slice.to()),
                EventHeader.of("sequence", Long.toString(place.sequence)),
                EventHeader.of("ordinal", Integer.toString(place.ordinal)),
                EventHeader.of("part", Integer.toString(part)),
                EventHeader.of("parts", Integer.toString(parts))));
        headers.addAll(place.revision);
        return headers;
    }

    /** @param revision headers that say which it is */
    private record Place(
            Page page, int ordinal, long sequence, String reason, long timestamp, List<EventHeader> revision) {

        /** Unique in its stream. */
        byte[] name() {
            return (sequence + "-" + ordinal).getBytes(UTF_8);
        }
    }
}
