package io.cdrstream.source.vonage;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * Jackson over bytes in memory: no limit on strings and numbers but the body's own, which is bounded already, and
 * locations without source, so that no error can quote what it read (I6).
 */
final class JsonBytes {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonFactory.Feature.INTERN_FIELD_NAMES) // RecordReader compares names by identity
            .build();

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private JsonBytes() {}

    /** Fails on bytes that are not UTF-8 as Jackson does, and on those that it overlooks. */
    static JsonParser parser(byte[] body, int offset, int length) throws IOException {
        if (holdsFf(body, offset, offset + length)) {
            throw new MalformedInputException(1);
        }
        return FACTORY.createParser(body, offset, length);
    }

    /**
     * No UTF-8 has a byte 0xFF, and Jackson overlooks it within a name that it knows: it fills the last four bytes of a
     * name up with it. Eight bytes at a time, since all bytes of all CDRs pass.
     */
    private static boolean holdsFf(byte[] body, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long zeroIfFf = ~(long) LONGS.get(body, at);
            if (((zeroIfFf - ONES) & ~zeroIfFf & HIGHS) != 0) {
                return true;
            }
        }
        for (; at < to; at++) {
            if (body[at] == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    /** The first byte of the current token. */
    static int start(JsonParser json) {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    /** One past the last byte read. */
    static int end(JsonParser json) {
        return (int) json.currentLocation().getByteOffset();
    }

    /** The text of a scalar; null for null, the empty text, an object or an array (whose children are skipped). */
    static @Nullable String scalar(JsonParser json, JsonToken value) throws IOException {
        @Nullable String text = text(json, value);
        json.skipChildren();
        return text;
    }

    /** The same, but of an object or array nothing is read. */
    static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
        if (value.isStructStart() || value == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = json.getText();
        return text.isEmpty() ? null : text;
    }
}
