package io.cdrstream.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Digest;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.model.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of one stream. The value is the API's own bytes or typed Avro, and always without what the privacy
 * policy hides; what we say about the event is in the headers, which follow CloudEvents 1.0 in Kafka's binary mode.
 *
 * <p>{@code ce_source} and {@code ce_subject} together are the CDR's identity; {@code ce_id} is unique per published
 * revision, because a stream never uses a sequence twice and a page uses an ordinal once.
 *
 * <p>Every event has a key: where a record does not have the field it is its id. So the revisions of a CDR stay in
 * order in one partition, and a compacted topic, which refuses what has no key, cannot fail a transaction for ever.
 *
 * <p>Confined to one thread. What is the same for every event of the stream is made once.
 */
public final class EventEncoder {

    private static final EventHeader SPEC = EventHeader.of("ce_specversion", "1.0");

    /** As a key it is the stream's account: known of every record, whatever the record says. */
    private static final String ACCOUNT = "account";

    /** 48 bits: enough to tell the streams of one account and product apart. */
    private static final int DIGITS = 12;

    private static final int MOST_HEADERS = 12;

    private final String topic;
    private final String keyField;
    private final PrivacyPolicy privacy;
    private final @Nullable String account;
    private final @Nullable AvroEncoder avro;
    private final EventHeader contentType;
    private final String idPrefix;
    private final EventHeader source;
    private final EventHeader type;
    private final boolean isChargeShown;
    private final EventTime times = new EventTime();
    private final RevisionHeaders revisions = new RevisionHeaders();
    private final ChargeDelta charges = new ChargeDelta();

    /** @param avro null for the API's own bytes */
    public EventEncoder(CdrStream stream, PrivacyPolicy privacy, @Nullable AvroEncoder avro) {
        this(stream, privacy, privacy, avro);
    }

    /** For records that the policy has redacted already. Only what does not come from them is left to hide. */
    public static EventEncoder ofRedacted(CdrStream stream, PrivacyPolicy privacy, @Nullable AvroEncoder avro) {
        return new EventEncoder(stream, PrivacyPolicy.NONE, privacy, avro);
    }

    private EventEncoder(CdrStream stream, PrivacyPolicy privacy, PrivacyPolicy original, @Nullable AvroEncoder avro) {
        StreamId id = stream.id();
        this.topic = stream.topic();
        this.keyField = stream.key();
        this.privacy = privacy;
        this.account = original.redact("account_id", id.account());
        this.avro = avro;
        this.isChargeShown = !original.isRedacted(stream.product().chargeField());
        this.contentType = EventHeader.of("content-type", avro == null ? "application/json" : avro.contentType());
        this.idPrefix = Digest.hex(id.text(), DIGITS) + "-";
        this.source = EventHeader.of("ce_source", source(id));
        this.type = EventHeader.of("ce_type", type(id));
    }

    /** What {@code ce_source} says of a stream's events. */
    public static String source(StreamId id) {
        return "/vonage/accounts/" + id.account() + "/products/" + id.product();
    }

    /** What {@code ce_type} says of a stream's events. */
    public static String type(StreamId id) {
        return "cdrstream.cdr." + id.product().toLowerCase(Locale.ROOT)
                + id.directionText().map(d -> "." + d).orElse("");
    }

    /**
     * The event of a record.
     *
     * @param revision which publication of its CDR this is
     * @param sequence number of the commit that publishes it
     * @param taken timestamps that the topic takes
     */
    public Event encode(Page page, Cdr cdr, Revision revision, long sequence, TimestampRange taken) {
        Revision shown = shown(revision);
        byte[] subject = cdr.id().getBytes(UTF_8);
        EventTime.Choice chosen = EventTime.choose(cdr.eventTime(), page.apiTime(), taken);
        EventHeader id = EventHeader.of("ce_id", idPrefix + sequence + "-" + cdr.ordinal());
        EventHeader about = new EventHeader("ce_subject", subject);
        EventHeader at = times.header(chosen.time());
        List<EventHeader> headers = new ArrayList<>(MOST_HEADERS);
        headers.add(SPEC);
        headers.add(id);
        headers.add(source);
        headers.add(type);
        headers.add(at);
        headers.add(about);
        headers.add(contentType);
        revisions.add(shown, headers);
        add(headers, charges.header(isChargeShown ? cdr.charge() : null, shown.chargeBefore()));
        add(headers, chosen.fallback());
        return new Event(topic, key(cdr, subject), value(page, cdr, shown), chosen.timestamp(), headers);
    }

    private static void add(List<EventHeader> headers, @Nullable EventHeader header) {
        if (header != null) {
            headers.add(header);
        }
    }

    /** A charge that nobody may see must not show as the difference to it either. */
    private Revision shown(Revision revision) {
        return isChargeShown || revision.chargeBefore() == null
                ? revision
                : new Revision(revision.change(), revision.changed(), null, revision.pass());
    }

    private byte[] value(Page page, Cdr cdr, Revision revision) {
        if (privacy.isNone()) {
            return value(page, cdr, revision, page.body(), cdr.offset(), cdr.length());
        }
        byte[] redacted = privacy.redact(page.body(), cdr.offset(), cdr.length());
        return value(page, cdr, revision, redacted, 0, redacted.length);
    }

    private byte[] value(Page page, Cdr cdr, Revision revision, byte[] body, int offset, int length) {
        return avro == null
                ? Arrays.copyOfRange(body, offset, offset + length)
                : avro.encode(cdr, body, offset, length, page.apiTime(), revision);
    }

    private byte[] key(Cdr cdr, byte[] subject) {
        if (keyField.equals("id")) {
            return subject;
        }
        @Nullable String key = keyField.equals(ACCOUNT) ? account : privacy.redact(keyField, cdr.key());
        return key == null || key.isEmpty() ? subject : key.getBytes(UTF_8);
    }
}
