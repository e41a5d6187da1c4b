package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a page's {@code records} are, by quotes and brackets alone: of a body that is JSON, exactly its
 * elements; of one that is not, those that a reader would take them for, as long as every quote and every bracket finds
 * its counterpart.
 *
 * <p>Safe on any bytes: one run, no recursion, and one bit for each bracket that is open. Bytes are compared as ASCII,
 * which is right in UTF-8, where no part of a longer character looks like a quote or a bracket.
 */
final class ElementSpans {

    /** {@code from} to before {@code to}, without the white space around it. */
    record Span(int from, int to) {

        int length() {
            return to - from;
        }
    }

    private static final byte[] RECORDS = "records".getBytes(US_ASCII);

    /** How deep the elements' commas are: in the page, in its array. */
    private static final int IN_RECORDS = 2;

    private final byte[] body;
    private final BitSet square = new BitSet();
    private final List<Span> elements = new ArrayList<>();
    private int depth;
    /** The bracket that opens {@code records}; negative before its name was seen. */
    private int opening = -1;

    private int element;
    private boolean isOpen;
    private boolean isClosed;

    private ElementSpans(byte[] body) {
        this.body = body;
    }

    /** In their order; null if anything is uneven, or there is no such array. */
    static @Nullable List<Span> of(byte[] body) {
        ElementSpans spans = new ElementSpans(body);
        return spans.isEven() && spans.isClosed ? spans.elements : null;
    }

    private boolean isEven() {
        int start = afterBlanks(0);
        if (!is(start, '{')) { // a byte order mark, or another encoding
            return false;
        }
        for (int at = start; at < body.length; at++) {
            switch (body[at]) {
                case '"' -> at = string(at);
                case '{', '[' -> open(at);
                case ',' -> comma(at);
                case '}', ']' -> {
                    if (!closes(at)) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return depth == 0;
    }

    /** The closing quote; the body's length, which is uneven since a brace is open, if there is none. */
    private int string(int quote) {
        int at = quote + 1;
        while (at < body.length && body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        if (depth == 1 && opening < 0 && Arrays.equals(body, quote + 1, Math.min(at, body.length), RECORDS, 0, 7)) {
            int colon = afterBlanks(at + 1);
            int value = afterBlanks(colon + 1);
            opening = is(colon, ':') && is(value, '[') ? value : opening;
        }
        return at;
    }

    private void open(int at) {
        square.set(depth++, body[at] == '[');
        if (at == opening) {
            isOpen = true;
            element = at + 1;
        }
    }

    private boolean closes(int at) {
        if (depth == 0 || square.get(depth - 1) != (body[at] == ']')) {
            return false;
        }
        if (isOpen && depth == IN_RECORDS) {
            end(at);
            isOpen = false;
            isClosed = true;
        }
        depth--;
        return true;
    }

    private void comma(int at) {
        if (isOpen && depth == IN_RECORDS) {
            end(at);
            element = at + 1;
        }
    }

    private void end(int at) {
        int from = Math.min(afterBlanks(element), at);
        int to = at;
        while (to > from && isBlank(body[to - 1])) {
            to--;
        }
        if (from < to || body[at] == ',' || !elements.isEmpty()) { // an empty array has no element
            elements.add(new Span(from, to));
        }
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < body.length && isBlank(body[at])) {
            at++;
        }
        return at;
    }

    private boolean is(int at, char expected) {
        return at < body.length && body[at] == expected;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
