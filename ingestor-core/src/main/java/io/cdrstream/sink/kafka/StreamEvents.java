package io.cdrstream.sink.kafka;

import io.cdrstream.event.DeadLetterEncoder;
import io.cdrstream.event.Event;
import io.cdrstream.event.EventEncoder;
import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.sink.Posting;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page of one stream becomes: events, and dead letters for what cannot be one. Each fits into its topic, headers
 * included, because one refused message would fail its transaction for ever.
 */
final class StreamEvents {

    private final CdrStream stream;
    private final EventEncoder events;
    private final DeadLetterEncoder deadLetters;
    private final int limit;

    StreamEvents(CdrStream stream, TopicLimits limits, KafkaSettings settings) {
        PrivacyPolicy privacy = settings.privacy().policy(stream.product().name());
        String deadLetter = settings.deadLetter();
        this.stream = stream;
        this.events = new EventEncoder(stream, privacy);
        this.deadLetters = new DeadLetterEncoder(deadLetter, limits.of(deadLetter), !privacy.isNone());
        this.limit = limits.of(stream.topic());
    }

    CdrStream stream() {
        return stream;
    }

    Outgoing of(Posting posting) {
        Page page = posting.page();
        long sequence = posting.sequence();
        List<Event> outgoing =
                new ArrayList<>(posting.fresh().size() + posting.dead().size());
        int tooLarge = 0;
        for (Cdr cdr : posting.fresh()) {
            Event event = events.encode(page, cdr, sequence);
            if (event.sizeBound() <= limit) {
                outgoing.add(event);
            } else {
                outgoing.addAll(deadLetters.tooLarge(page, cdr, sequence));
                tooLarge++;
            }
        }
        for (BadRecord bad : posting.dead()) {
            outgoing.addAll(deadLetters.encode(page, bad, sequence));
        }
        return new Outgoing(
                outgoing, posting.fresh().size() - tooLarge, posting.dead().size() + tooLarge);
    }

    /**
     * @param published records that became an event
     * @param dead records that became dead letters, in however many parts
     */
    record Outgoing(List<Event> events, int published, int dead) {}
}
