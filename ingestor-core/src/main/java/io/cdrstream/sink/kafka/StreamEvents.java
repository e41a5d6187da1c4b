package io.cdrstream.sink.kafka;

import io.cdrstream.event.DeadLetterEncoder;
import io.cdrstream.event.Event;
import io.cdrstream.event.EventEncoder;
import io.cdrstream.event.TimestampRange;
import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.avro.BoundedDrift;
import io.cdrstream.event.avro.CountedDrift;
import io.cdrstream.event.avro.Framings;
import io.cdrstream.event.privacy.KeyedHash;
import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Drift;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.schemas.EventSchemas;
import io.cdrstream.sink.ChargeSum;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Publication;
import io.cdrstream.sink.Unpublished;
import io.cdrstream.sink.Unpublished.TooLarge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a page of one stream becomes: events, and dead letters for what cannot be one. Each is such as its topic takes,
 * in size (headers included) and in time, because one refused message would fail its transaction for ever.
 */
final class StreamEvents {

    /** What the published form of a made-up identity begins with. */
    static final String HASHED = "~k:";

    /** What the headers of any revision take at most beyond those of a first one, and its fields in Avro. */
    private static final int LATER = 256;

    /** No event takes more bytes than this times those of its record, and as many again as {@link #BESIDE}. */
    private static final int TIMES = 4;

    private static final int BESIDE = 16 * 1024;

    /** Distinct names of drift in one session. */
    private static final int MOST_NAMES = 200;

    private final CdrStream stream;
    private final @Nullable KeyedHash hash;
    private final CountedDrift drift;
    private final ChargeSums charges;
    private final EventEncoder events;
    private final EventEncoder redactedEvents;
    private final DeadLetterEncoder deadLetters;
    private final TopicLimit deadLetterTopic;
    private TopicLimit topic;

    /** @param secret 16 random bytes, always the same for this stream */
    StreamEvents(CdrStream stream, TopicLimits limits, KafkaSettings settings, Framings framings, byte[] secret) {
        PrivacyPolicy privacy = settings.privacy().policy(stream.product().name());
        String deadLetter = settings.deadLetter();
        this.stream = stream;
        this.hash = privacy.isNone() ? null : new KeyedHash(secret);
        this.drift = new CountedDrift(privacy::isRedacted);
        this.charges = new ChargeSums(stream.product(), privacy::isRedacted);
        @Nullable AvroEncoder avro = avro(stream, framings, drift);
        this.events = new EventEncoder(stream, privacy, avro);
        this.redactedEvents = EventEncoder.ofRedacted(stream, privacy, avro);
        this.topic = limits.of(stream.topic());
        this.deadLetterTopic = limits.of(deadLetter);
        this.deadLetters = new DeadLetterEncoder(deadLetter, deadLetterTopic.bytes(), privacy);
    }

    private static @Nullable AvroEncoder avro(CdrStream stream, Framings framings, CountedDrift drift) {
        if (stream.format() == EventFormat.JSON) {
            return null;
        }
        Schema schema = EventSchemas.of(stream.product().name());
        return new AvroEncoder(stream.id(), schema, framings.of(stream, schema), new BoundedDrift(drift, MOST_NAMES));
    }

    /** What topics take may have been changed while we ran. */
    void renew(TopicLimits limits) {
        topic = limits.of(stream.topic());
    }

    CdrStream stream() {
        return stream;
    }

    /**
     * Whether the topic would not take the event of a record, whichever revision of its CDR it is.
     *
     * @param now by our clock
     */
    boolean isTooLarge(Page page, Cdr cdr, long sequence, Instant now) {
        if ((long) TIMES * cdr.length() + BESIDE <= topic.bytes()) {
            return false;
        }
        Event event = events.encode(page, shown(cdr), Revision.NEW, sequence, topic.timestamps(now));
        drift.take(); // it is counted when it is published
        return event.sizeBound() + LATER > topic.bytes();
    }

    /** @param now by our clock */
    Outgoing of(Posting posting, Instant now) {
        Page page = posting.page();
        long sequence = posting.sequence();
        TimestampRange taken = topic.timestamps(now);
        long letterTime = deadLetterTopic.timestamps(now).nearest(page.apiTime().toEpochMilli());
        List<Event> outgoing =
                new ArrayList<>(posting.published().size() + posting.dead().size());
        for (Publication publication : posting.published()) {
            outgoing.add(events.encode(page, shown(publication.cdr()), publication.revision(), sequence, taken));
            charges.add(publication);
        }
        for (TooLarge large : posting.tooLarge()) {
            Unpublished as = large.as();
            outgoing.addAll(deadLetters.tooLarge(
                    page, shown(large.cdr()), as.revision(), as.print().toString(), sequence, letterTime));
        }
        for (BadRecord bad : posting.dead()) {
            outgoing.addAll(deadLetters.encode(page, bad, sequence, letterTime));
        }
        return new Outgoing(
                outgoing,
                posting.published().size(),
                posting.dead().size() + posting.tooLarge().size(),
                drift.take(),
                charges.take());
    }

    /**
     * The event of a record that comes back from the dead letter; null if it is still too large.
     *
     * @param page this record and nothing else
     * @param isRedacted whether its bytes are what the privacy rules had left of it; they must not be redacted twice
     * @param revision which of its CDR it is
     */
    @Nullable
    Event again(Page page, boolean isRedacted, Revision revision, long sequence, Instant now) {
        EventEncoder encoder = isRedacted ? redactedEvents : events;
        Event event = encoder.encode(page, shown(page.records().get(0)), revision, sequence, topic.timestamps(now));
        return event.sizeBound() <= topic.bytes() ? event : null;
    }

    /** A made-up identity is a hash of the record, which would give away a number to whoever tries them all. */
    private Cdr shown(Cdr cdr) {
        return hash == null || !cdr.isFallback() ? cdr : cdr.as(subject(cdr.id(), hash));
    }

    /** As which a made-up identity is published where a privacy rule holds. */
    static String subject(String id, KeyedHash hash) {
        return HASHED + hash.of(id);
    }

    /**
     * @param published records that became an event
     * @param dead records that became dead letters, in however many parts
     * @param drift where records left their schema, and how often
     * @param charges what the events add to what CDRs cost
     */
    record Outgoing(List<Event> events, int published, int dead, Map<Drift, Integer> drift, List<ChargeSum> charges) {}
}
