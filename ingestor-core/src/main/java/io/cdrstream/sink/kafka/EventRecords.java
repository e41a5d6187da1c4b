package io.cdrstream.sink.kafka;

import io.cdrstream.event.Event;
import io.cdrstream.event.EventHeader;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka's client takes them. Neighbours share most of their headers, so each is made once for all of them;
 * safe because a header never changes.
 *
 * <p>Confined to one thread.
 */
final class EventRecords {

    /** More than an event has as a rule; what stands beyond is made anew. */
    private static final int PLACES = 16;

    private final @Nullable EventHeader[] last = new @Nullable EventHeader[PLACES];
    private final @Nullable Header[] made = new @Nullable Header[PLACES];

    ProducerRecord<byte[], byte[]> of(Event event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(event.topic(), null, event.timestamp(), event.key(), event.value());
        Headers headers = record.headers();
        List<EventHeader> all = event.headers();
        for (int place = 0; place < all.size(); place++) {
            headers.add(header(place, all.get(place)));
        }
        return record;
    }

    @SuppressWarnings("ReferenceEquality") // cheaper than equals, and as good: what is shared is one object
    private Header header(int place, EventHeader header) {
        if (place >= PLACES) {
            return new RecordHeader(header.name(), header.value());
        }
        @Nullable Header before = made[place];
        if (before != null && last[place] == header) {
            return before;
        }
        Header fresh = new RecordHeader(header.name(), header.value());
        last[place] = header;
        made[place] = fresh;
        return fresh;
    }
}
