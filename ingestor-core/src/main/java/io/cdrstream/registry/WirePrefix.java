package io.cdrstream.registry;

import java.nio.ByteBuffer;

/**
 * What stands before the Avro bytes of a value, in the wire format that Confluent's clients read.
 *
 * <pre>
 *   00 │ id, four bytes, big end first │ Avro binary …
 * </pre>
 */
public final class WirePrefix {

    public static final int LENGTH = 5;
    private static final byte MAGIC = 0;

    private WirePrefix() {}

    public static byte[] of(int id) {
        return ByteBuffer.allocate(LENGTH).put(MAGIC).putInt(id).array();
    }
}
