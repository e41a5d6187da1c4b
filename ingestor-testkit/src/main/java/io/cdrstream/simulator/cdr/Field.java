package io.cdrstream.simulator.cdr;

import java.nio.charset.StandardCharsets;

/** A field of a record: its name, its value and when it is shown. */
final class Field {

    /** Whether a field is part of an answer. {@code HIDDEN} fields exist only to be filtered on. */
    enum Shown {
        ALWAYS,
        WITH_MESSAGE,
        WITH_CONCATENATED,
        HIDDEN
    }

    private final String name;
    private final byte[] opening;
    private final Value value;
    private final boolean text;
    private final Shown shown;

    Field(String name, Value value, boolean text, Shown shown) {
        this.name = name;
        this.opening = ('"' + name + (text ? "\":\"" : "\":")).getBytes(StandardCharsets.US_ASCII);
        this.value = value;
        this.text = text;
        this.shown = shown;
    }

    String name() {
        return name;
    }

    boolean shownTo(Options options) {
        return switch (shown) {
            case ALWAYS -> true;
            case WITH_MESSAGE -> options.includeMessage();
            case WITH_CONCATENATED -> options.showConcatenated();
            case HIDDEN -> false;
        };
    }

    void write(View view, JsonBytes out) {
        out.raw(opening);
        value.write(view, out);
        if (text) {
            out.write('"');
        }
    }

    void writeValue(View view, JsonBytes out) {
        value.write(view, out);
    }
}
