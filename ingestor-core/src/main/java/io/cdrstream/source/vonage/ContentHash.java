package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a field of a record says, in 64 bits. The sum over the fields of a record is the same in whatever order they
 * come, and another one if a value changes, or if two change places.
 *
 * <pre>
 *   nothing   null, "" and no field at all: 0
 *   scalar    the characters it stands for: 5 is "5", an escape is its character
 *   object    the sum over its members, whatever their order
 *   array     its elements in their order
 * </pre>
 *
 * <p>Texts are mixed as XXH64 mixes the end of its input, here 16-bit characters. Of equally long texts that differ
 * within one group of four characters no two can collide, since each round is a bijection. Known to everybody: who
 * keeps or shows it must key it. Nothing is allocated.
 */
final class ContentHash {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    /** What tells an object or array from a text, and an element from a member. */
    private static final long OBJECT = 0x6F626A656374L;

    private static final long ARRAY = 0x6172726179L;
    private static final long ELEMENT = 0x656C656D656E74L;

    private ContentHash() {}

    /** The seed of a field's value. */
    static long ofName(String name) {
        long hash = P5 + name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = round(hash, name.charAt(i));
        }
        return avalanche(hash);
    }

    /**
     * Reads the value to its end.
     *
     * @param value the current token
     * @return 0 for nothing
     */
    static long ofValue(long seed, JsonParser json, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_NULL -> 0;
            case START_OBJECT -> ofObject(seed, json);
            case START_ARRAY -> ofArray(seed, json);
            default -> ofText(seed, json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        };
    }

    private static long ofObject(long seed, JsonParser json) throws IOException {
        long sum = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            sum += ofValue(ofName(name), json, json.nextToken());
        }
        return avalanche(round(seed + OBJECT, sum));
    }

    private static long ofArray(long seed, JsonParser json) throws IOException {
        long hash = seed + ARRAY;
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
            hash = round(hash, ofValue(ELEMENT, json, t));
        }
        return avalanche(hash);
    }

    private static long ofText(long seed, char[] text, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        long hash = seed + P5 + length;
        int end = offset + length;
        int at = offset;
        for (; at + 4 <= end; at += 4) {
            hash = round(
                    hash, text[at] | (long) text[at + 1] << 16 | (long) text[at + 2] << 32 | (long) text[at + 3] << 48);
        }
        for (; at < end; at++) {
            hash = round(hash, text[at]);
        }
        return avalanche(hash);
    }

    private static long round(long hash, long input) {
        return Long.rotateLeft(hash ^ Long.rotateLeft(input * P2, 31) * P1, 27) * P1 + P4;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ hash >>> 33) * P2;
        mixed = (mixed ^ mixed >>> 29) * P3;
        return mixed ^ mixed >>> 32;
    }
}
