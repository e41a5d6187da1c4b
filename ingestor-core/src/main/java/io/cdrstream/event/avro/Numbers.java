package io.cdrstream.event.avro;

import io.cdrstream.event.avro.RecordTokens.Kind;
import io.cdrstream.model.ApiTime;
import io.cdrstream.model.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and times from the bytes of a slot, be they a JSON number or a text around which white space may be.
 * The usual ones are read without an allocation, all others go through {@link BigDecimal}. A decimal comma is not read:
 * it could be a thousands separator.
 */
final class Numbers {

    /** None that is usual. Safe because what is usual has at most 18 digits. */
    static final long NONE = Long.MIN_VALUE;

    private static final int LONGEST = 64;
    /** That one of its characters takes. */
    private static final int MOST_BYTES = 3;

    private static final int DIGITS_OF_LONG = 18;
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private Numbers() {}

    /** A whole number of at most 18 digits without exponent or fraction, or {@link #NONE}. */
    static long whole(RecordTokens record, int slot) {
        return usual(record, slot, 0);
    }

    /** Any whole number that fits; null if there is none. */
    static @Nullable Long anyWhole(RecordTokens record, int slot) {
        @Nullable BigDecimal exact = exact(record, slot);
        try {
            return exact == null ? null : exact.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** A decimal times 10^8, or {@link #NONE} if it takes more than a long, or more care. */
    static long decimal(RecordTokens record, int slot) {
        return usual(record, slot, Decimals.SCALE);
    }

    /** The double whose shortest decimal is the number, or NaN if there is none. */
    static double real(RecordTokens record, int slot) {
        long usual = usual(record, slot, 0);
        if (usual > -EXACT_IN_DOUBLE && usual < EXACT_IN_DOUBLE) {
            return usual;
        }
        @Nullable BigDecimal exact = exact(record, slot);
        double value = exact == null ? Double.NaN : exact.doubleValue();
        boolean isExact = exact != null
                && !Double.isInfinite(value)
                && BigDecimal.valueOf(value).compareTo(exact) == 0;
        return isExact ? value : Double.NaN;
    }

    /** What the slot says as a number; null if it is none or endless. */
    static @Nullable BigDecimal exact(RecordTokens record, int slot) {
        boolean isShort = record.end(slot) - record.start(slot) <= MOST_BYTES * LONGEST;
        return isShort && isNumber(record, slot) ? Decimals.exact(record.text(slot)) : null;
    }

    static @Nullable Instant time(RecordTokens record, int slot) {
        int length = record.end(slot) - record.start(slot);
        return length > LONGEST ? null : ApiTime.parse(record.text(slot));
    }

    /** Whether the slot has this text, in any case; JSON of an object or array is never a word. */
    static boolean is(RecordTokens record, int slot, String word) {
        return is(record.source(slot), record.start(slot), record.end(slot), word);
    }

    /** The same, white space around it aside. */
    static boolean says(RecordTokens record, int slot, String word) {
        byte[] bytes = record.source(slot);
        int start = record.start(slot);
        int end = record.end(slot);
        while (start < end && isWhite(bytes[start])) {
            start++;
        }
        while (start < end && isWhite(bytes[end - 1])) {
            end--;
        }
        return is(bytes, start, end, word);
    }

    private static boolean isWhite(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private static boolean is(byte[] bytes, int start, int end, String word) {
        if (end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toLowerCase(bytes[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(RecordTokens record, int slot) {
        return record.kind(slot) == Kind.TEXT || record.kind(slot) == Kind.NUMBER;
    }

    /** Digits, a minus before and one point between them, in all at most 18 with the places filled up. */
    private static long usual(RecordTokens record, int slot, int places) {
        byte[] bytes = record.source(slot);
        int at = record.start(slot);
        int end = record.end(slot);
        boolean isNegative = bytes[at] == '-';
        if (isNegative) {
            at++;
        }
        if (!isNumber(record, slot) || at == end || end - at > DIGITS_OF_LONG) {
            return NONE;
        }
        long value = scaled(bytes, at, end, places);
        return isNegative && value != NONE ? -value : value;
    }

    private static long scaled(byte[] bytes, int at, int end, int places) {
        long value = 0;
        int behind = -1;
        for (int i = at; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                behind += behind >= 0 ? 1 : 0;
            } else if (bytes[i] == '.' && behind < 0 && i > at && i < end - 1) {
                behind = 0;
            } else {
                return NONE;
            }
        }
        int missing = places - Math.max(behind, 0);
        if (missing < 0 || end - at + missing > DIGITS_OF_LONG) {
            return NONE;
        }
        for (int i = 0; i < missing; i++) {
            value *= 10;
        }
        return value;
    }
}
