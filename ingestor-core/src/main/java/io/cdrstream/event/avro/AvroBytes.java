package io.cdrstream.event.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One Avro value being written, into a buffer that is used again. Avro's binary encoding is small enough that writing
 * it here, from bytes to bytes, costs less than handing every text to a general encoder.
 *
 * <p>Every field of ours is a union of null and one type, hence {@link #absent} and {@link #present}.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Binary encoding</a>
 */
final class AvroBytes {

    private static final int USUAL = 1024;

    /** What a single huge record made the buffer grow to is given back. */
    private static final int LARGEST_KEPT = 64 * 1024;

    private byte[] bytes = new byte[USUAL];
    private int size;

    void begin(byte[] header) {
        size = 0;
        raw(header, 0, header.length);
    }

    byte[] end() {
        byte[] value = Arrays.copyOf(bytes, size);
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[USUAL];
        }
        return value;
    }

    int size() {
        return size;
    }

    /** The union's first branch: null. */
    void absent() {
        put(0);
    }

    /** The union's second branch; its value follows. */
    void present() {
        put(2);
    }

    void bool(boolean value) {
        put(value ? 1 : 0);
    }

    /** An int or a long: zigzag, seven bits a byte. */
    void whole(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void real(double value) {
        room(8);
        long bits = Double.doubleToLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    void text(String text) {
        sized(text.getBytes(UTF_8));
    }

    /** Bytes, or a text in UTF-8: both are a length and the bytes. */
    void sized(byte[] from) {
        sized(from, 0, from.length);
    }

    void sized(byte[] from, int start, int end) {
        whole(end - start);
        raw(from, start, end);
    }

    /** A decimal's unscaled value: its shortest two's complement, highest byte first. */
    void unscaled(long value) {
        int bits = 65 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
        int count = (bits + 7) / 8;
        whole(count);
        room(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >> shift);
        }
    }

    /** Once more what was written there. */
    void again(int start, int end) {
        room(end - start);
        raw(bytes, start, end);
    }

    private void raw(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    private void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
