package io.cdrstream.model;

import java.util.Locale;

/** What the value of an event is. */
public enum EventFormat {
    /** The API's own bytes. */
    JSON,
    /** Typed, by the schema of the product. */
    AVRO;

    /** As a configuration spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
