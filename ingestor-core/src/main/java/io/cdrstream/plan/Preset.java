package io.cdrstream.plan;

import java.util.Locale;

/** What matters most when passes are planned. */
public enum Preset {
    /** The least fee that still learns what became of every record. */
    FRUGAL,
    /** Complete, for a fifth more than the least fee; where records are late, for what that takes. */
    DEFAULT,
    /** Fresh and complete, for a tariff under which a re-read is free. */
    UNLIMITED;

    /** As configurations spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Preset of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
