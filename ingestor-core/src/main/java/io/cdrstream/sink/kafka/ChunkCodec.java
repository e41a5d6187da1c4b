package io.cdrstream.sink.kafka;

import io.cdrstream.sink.Fingerprint;
import java.nio.ByteBuffer;

/** A chunk of the seen-set as bytes: a version, then 24 bytes a fingerprint, big-endian. Private, and never changed. */
final class ChunkCodec {

    private static final byte VERSION = 2;

    private ChunkCodec() {}

    static byte[] encode(Fingerprint[] prints) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + Fingerprint.BYTES * prints.length);
        bytes.put(VERSION);
        for (Fingerprint print : prints) {
            bytes.putLong(print.id())
                    .putLong(print.charge())
                    .putInt(print.status())
                    .putInt(print.rest());
        }
        return bytes.array();
    }

    static Fingerprint[] decode(byte[] chunk) {
        if (chunk.length % Fingerprint.BYTES != 1 || chunk[0] != VERSION) {
            throw new IllegalArgumentException("no chunk of fingerprints that this program knows");
        }
        Fingerprint[] prints = new Fingerprint[chunk.length / Fingerprint.BYTES];
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 1, chunk.length - 1);
        for (int i = 0; i < prints.length; i++) {
            prints[i] = new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getInt());
        }
        return prints;
    }
}
