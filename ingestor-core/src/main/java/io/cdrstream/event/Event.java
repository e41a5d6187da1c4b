package io.cdrstream.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written to Kafka for one record, in no client's terms.
 *
 * @param key null = none
 * @param timestamp milliseconds since the epoch
 */
public record Event(String topic, byte @Nullable [] key, byte[] value, long timestamp, List<EventHeader> headers) {

    /** Bytes that a header or a record needs beside its content: lengths, deltas and the head of a batch, at most. */
    private static final int PER_HEADER = 10;

    private static final int PER_RECORD = 128;

    /** An upper bound of what this takes uncompressed in a batch of its own, in bytes. */
    public int sizeBound() {
        int size = PER_RECORD + value.length + (key == null ? 0 : key.length);
        for (EventHeader header : headers) {
            size += PER_HEADER + 3 * header.name().length() + header.value().length;
        }
        return size;
    }

    /** Without its content: it is personal (I6). */
    @Override
    public String toString() {
        return "event for " + topic + " (" + value.length + " bytes)";
    }
}
