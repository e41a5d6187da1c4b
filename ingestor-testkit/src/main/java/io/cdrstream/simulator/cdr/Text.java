package io.cdrstream.simulator.cdr;

import java.nio.charset.StandardCharsets;

/** Text that is written often and therefore encoded once. */
final class Text {

    private final byte[] bytes;

    private Text(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Text that needs no escaping in JSON. */
    static Text of(String plain) {
        return new Text(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Text already encoded and escaped. */
    static Text of(byte[] escaped) {
        return new Text(escaped.clone());
    }

    void write(JsonBytes out) {
        out.raw(bytes);
    }
}
