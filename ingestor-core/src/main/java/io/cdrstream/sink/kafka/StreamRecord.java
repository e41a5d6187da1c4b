package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import java.time.Instant;
import java.util.Map;

/**
 * What the checkpoints say of a stream itself. Its JSON is a public contract: consumers read the watermark.
 *
 * @param stream its text, which does not give the filters' personal values back
 * @param key like format and options, as configured when it was written; a change is worth a sentence in the log
 */
record StreamRecord(
        String stream,
        Instant watermark,
        long sequence,
        String key,
        EventFormat format,
        Map<String, String> options,
        Instant updated) {

    static StreamRecord of(CdrStream stream, Instant watermark, long sequence, Instant updated) {
        return new StreamRecord(
                stream.id().text(), watermark, sequence, stream.key(), stream.format(), stream.options(), updated);
    }

    /** As {@link io.cdrstream.model.StreamId#group()}. */
    String group() {
        int filters = stream.indexOf('?');
        return filters < 0 ? stream : stream.substring(0, filters);
    }
}
