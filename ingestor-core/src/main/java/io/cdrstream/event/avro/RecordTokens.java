package io.cdrstream.event.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One record, read once: for every field where its value lies, in one pass and without a copy. A text without escapes
 * is used as it lies in the page; only a text with escapes is decoded. What is in a slot is UTF-8, although JSON's
 * reader lets more pass.
 *
 * <p>A known field has a fixed slot; an unknown one gets a slot after those when it is first met, and keeps it. Where a
 * name occurs twice, the last one wins, as in the rest of cdrstream.
 *
 * <p>The records of a stream have their fields in the same order nearly always, so a field is looked for first where it
 * was in the record before.
 */
final class RecordTokens {

    /**
     * What lies in a slot. {@code BROKEN} is what is not Unicode: half a surrogate pair, written as an escape, whose
     * slot has the JSON of the text; or bytes that are no UTF-8, for which the slot has U+FFFD.
     */
    enum Kind {
        /** The record does not have the field. */
        NONE,
        NULL,
        TEXT,
        NUMBER,
        BOOLEAN,
        NESTED,
        BROKEN;

        boolean isScalar() {
            return this == TEXT || this == NUMBER || this == BOOLEAN;
        }
    }

    /** Name of the whole record, should it not be readable. */
    static final String UNREADABLE = "_record";

    /** With more slots than this, those of unknown fields are given back. */
    private static final int MOST_KEPT = 1024;

    /** What was cut out of a page has kept the page reader's limits; these are the same. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final int known;
    private final CharsetEncoder utf8 = UTF_8.newEncoder();
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<String> names;
    /** Name and slot of the fields of the record before, in its order. */
    private String[] lastNames = {};

    private int[] lastSlots = {};

    private Kind[] kinds;
    private byte[][] sources;
    private int[] starts;
    private int[] ends;

    /** @param known names of the fields that have a slot, in the order of the slots */
    RecordTokens(List<String> known) {
        known.forEach(name -> slots.put(name, slots.size()));
        this.known = known.size();
        this.names = new ArrayList<>(known);
        this.kinds = new Kind[this.known];
        this.sources = new byte[this.known][];
        this.starts = new int[this.known];
        this.ends = new int[this.known];
    }

    /** Reads a record; what cannot be read as one is a single unknown field. */
    void read(byte[] body, int offset, int length) {
        clear();
        try (JsonParser json = FACTORY.createParser(body, offset, length)) {
            json.nextToken();
            int place = 0;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                take(json, json.nextToken(), slot(name, place++), body, offset);
            }
        } catch (IOException e) {
            clear();
            setMended(slot(UNREADABLE), Kind.NESTED, body, offset, offset + length);
        }
    }

    Kind kind(int slot) {
        return kinds[slot];
    }

    /** Null, the empty text and no field at all mean the same to the API. */
    boolean isAbsent(int slot) {
        return kinds[slot] == Kind.NONE || kinds[slot] == Kind.NULL || starts[slot] == ends[slot];
    }

    /** Where the bytes of {@link #start} and {@link #end} are: UTF-8, of a text without its quotes. */
    byte[] source(int slot) {
        return sources[slot];
    }

    int start(int slot) {
        return starts[slot];
    }

    int end(int slot) {
        return ends[slot];
    }

    String text(int slot) {
        return new String(sources[slot], starts[slot], ends[slot] - starts[slot], UTF_8);
    }

    String name(int slot) {
        return names.get(slot);
    }

    /** One past the last slot; unknown fields, of this record or of earlier ones, begin after the known ones. */
    int slots() {
        return names.size();
    }

    private void clear() {
        if (names.size() > MOST_KEPT) {
            names.subList(known, names.size()).clear();
            slots.values().removeIf(slot -> slot >= known);
            room(known);
            lastNames = new String[0];
        }
        Arrays.fill(kinds, Kind.NONE);
        Arrays.fill(sources, null);
    }

    /** Safe because the same text elsewhere is only looked up once more. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private int slot(String name, int place) {
        if (place < lastNames.length && lastNames[place] == name) {
            return lastSlots[place];
        }
        int slot = slot(name);
        if (place < MOST_KEPT) {
            if (place >= lastNames.length) {
                lastNames = Arrays.copyOf(lastNames, place + 32);
                lastSlots = Arrays.copyOf(lastSlots, place + 32);
            }
            lastNames[place] = name;
            lastSlots[place] = slot;
        }
        return slot;
    }

    private int slot(String name) {
        return slots.computeIfAbsent(name, this::added);
    }

    private int added(String name) {
        int slot = names.size();
        names.add(name);
        if (slot == kinds.length) {
            room(slot * 2 + 4);
        }
        return slot;
    }

    private void room(int slots) {
        kinds = Arrays.copyOf(kinds, slots);
        sources = Arrays.copyOf(sources, slots);
        starts = Arrays.copyOf(starts, slots);
        ends = Arrays.copyOf(ends, slots);
    }

    private void take(JsonParser json, JsonToken token, int slot, byte[] body, int offset) throws IOException {
        int start = offset + (int) json.currentTokenLocation().getByteOffset();
        switch (token) {
            case VALUE_STRING -> text(json, slot, body, start);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> set(slot, Kind.NUMBER, body, start, endOfNumber(body, start));
            case VALUE_TRUE -> set(slot, Kind.BOOLEAN, body, start, start + 4);
            case VALUE_FALSE -> set(slot, Kind.BOOLEAN, body, start, start + 5);
            case START_OBJECT, START_ARRAY -> {
                json.skipChildren();
                setMended(
                        slot,
                        Kind.NESTED,
                        body,
                        start,
                        offset + (int) json.currentLocation().getByteOffset());
            }
            default -> set(slot, Kind.NULL, body, start, start);
        }
    }

    private void text(JsonParser json, int slot, byte[] body, int quote) throws IOException {
        int end = quote + 1;
        int bits = 0;
        while (end < body.length && body[end] != '"') {
            if (body[end] == '\\') {
                decoded(json, slot, body, quote);
                return;
            }
            bits |= body[end];
            end++;
        }
        if (bits >= 0) {
            set(slot, Kind.TEXT, body, quote + 1, end); // ASCII
        } else {
            setMended(slot, Kind.TEXT, body, quote + 1, end);
        }
    }

    private void decoded(JsonParser json, int slot, byte[] body, int quote) throws IOException {
        int end = endOfText(body, quote);
        String text = json.getText();
        try {
            ByteBuffer bytes = utf8.encode(CharBuffer.wrap(text));
            setMended(slot, Kind.TEXT, body, quote, end);
            if (kinds[slot] == Kind.TEXT) {
                set(slot, Kind.TEXT, bytes.array(), 0, bytes.limit());
            }
        } catch (CharacterCodingException e) {
            setMended(slot, Kind.BROKEN, body, quote, end);
        }
    }

    /** As it lies there if it is UTF-8, else broken, with U+FFFD for what is not. */
    private void setMended(int slot, Kind kind, byte[] body, int start, int end) {
        byte[] mended = new String(body, start, end - start, UTF_8).getBytes(UTF_8);
        if (Arrays.equals(mended, 0, mended.length, body, start, end)) {
            set(slot, kind, body, start, end);
        } else {
            set(slot, Kind.BROKEN, mended, 0, mended.length);
        }
    }

    /** One past the closing quote. */
    private static int endOfText(byte[] body, int quote) {
        int end = quote + 1;
        while (body[end] != '"') {
            end += body[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static int endOfNumber(byte[] body, int start) {
        int end = start;
        while (end < body.length && "+-.0123456789eE".indexOf(body[end]) >= 0) {
            end++;
        }
        return end;
    }

    private void set(int slot, Kind kind, byte[] source, int start, int end) {
        kinds[slot] = kind;
        sources[slot] = source;
        starts[slot] = start;
        ends[slot] = end;
    }
}
