package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that few records have for themselves, such as a status: one that is known is given again, so that a page makes
 * each about once. Bounded: where a new text finds its places taken, one of those gives way.
 *
 * <p>Confined to one thread.
 */
final class Texts {

    private static final int PLACES = 256;
    /** How many a text may be at, one after the other. */
    private static final int TRIES = 4;
    /** A longer one is not worth keeping. */
    private static final int LONGEST = 32;

    private final @Nullable String[] known = new @Nullable String[PLACES];

    /** The text of a scalar; null for null, the empty text, an object or an array, of which nothing is read. */
    @Nullable
    String of(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            return JsonBytes.text(json, value);
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        int length = json.getTextLength();
        return length == 0 || length > LONGEST ? JsonBytes.text(json, value) : known(text, offset, length);
    }

    private String known(char[] text, int offset, int length) {
        int first = place(text, offset, length);
        int place = first;
        for (int i = 0; i < TRIES; i++) {
            place = (first + i) % PLACES;
            @Nullable String at = known[place];
            if (at == null) {
                break;
            }
            if (is(at, text, offset, length)) {
                return at;
            }
        }
        String made = new String(text, offset, length);
        known[place] = made;
        return made;
    }

    private static int place(char[] text, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        return (hash * 0x9E3779B1) >>> 24;
    }

    private static boolean is(String known, char[] text, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
