package io.cdrstream.event;

import java.nio.charset.StandardCharsets;

/** A header of an event. Its value is shared between events and must not be changed. */
public record EventHeader(String name, byte[] value) {

    static EventHeader of(String name, String value) {
        return new EventHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
