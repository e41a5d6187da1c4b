package io.cdrstream.model;

import java.util.Locale;

/** Seen from the customer: {@code outbound} is what the account sent or called. */
public enum Direction {
    INBOUND,
    OUTBOUND;

    /** As the API spells it: {@code inbound} or {@code outbound}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
