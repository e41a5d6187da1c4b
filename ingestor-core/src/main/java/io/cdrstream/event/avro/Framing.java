package io.cdrstream.event.avro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The bytes before an Avro value that say which schema wrote it.
 *
 * @param header shared between events and must not be changed
 * @param contentType what the {@code content-type} header says
 */
public record Framing(byte[] header, String contentType) {

    private static final byte[] SINGLE_OBJECT = {(byte) 0xC3, 0x01};

    /** Avro's single-object encoding: a mark and the schema's CRC-64-AVRO fingerprint; needs no registry. */
    public static Framing singleObject(Schema schema) {
        byte[] header = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SINGLE_OBJECT)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
        return new Framing(header, "application/avro");
    }

    /** @param prefix Confluent's wire format: a zero and the id that a registry gave to the schema */
    public static Framing registered(byte[] prefix) {
        return new Framing(prefix, "application/avro");
    }
}
