package io.cdrstream.sink.kafka;

import java.nio.ByteBuffer;

/** A chunk of the seen-set as bytes: a version, then 8 bytes a fingerprint, big-endian. Private, and never changed. */
final class ChunkCodec {

    private static final byte VERSION = 1;

    private ChunkCodec() {}

    static byte[] encode(long[] fingerprints) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES * fingerprints.length);
        bytes.put(VERSION);
        bytes.asLongBuffer().put(fingerprints);
        return bytes.array();
    }

    static long[] decode(byte[] chunk) {
        if (chunk.length % Long.BYTES != 1 || chunk[0] != VERSION) {
            throw new IllegalArgumentException("no chunk of fingerprints that this program knows");
        }
        long[] fingerprints = new long[chunk.length / Long.BYTES];
        ByteBuffer.wrap(chunk, 1, chunk.length - 1).asLongBuffer().get(fingerprints);
        return fingerprints;
    }
}
