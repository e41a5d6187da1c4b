package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that few records have for themselves, such as a status: where the last one of its kind was the same it is given
 * again, so that a page makes each about once. Bounded: a text that meets another in its slot takes its place.
 *
 * <p>Confined to one thread.
 */
final class Texts {

    private static final int SLOTS = 64;
    /** A longer one is not worth keeping. */
    private static final int LONGEST = 32;

    private final @Nullable String[] kept = new @Nullable String[SLOTS];

    /** The text of a scalar; null for null, the empty text, an object or an array, of which nothing is read. */
    @Nullable
    String of(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            return JsonBytes.text(json, value);
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        int length = json.getTextLength();
        if (length == 0 || length > LONGEST) {
            return JsonBytes.text(json, value);
        }
        int slot = slot(text, offset, length);
        @Nullable String last = kept[slot];
        if (last != null && is(last, text, offset, length)) {
            return last;
        }
        String made = new String(text, offset, length);
        kept[slot] = made;
        return made;
    }

    private static int slot(char[] text, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        return (hash * 0x9E3779B1) >>> 26;
    }

    private static boolean is(String last, char[] text, int offset, int length) {
        if (last.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (last.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
