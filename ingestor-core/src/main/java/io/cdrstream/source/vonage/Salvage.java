package io.cdrstream.source.vonage;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.source.vonage.ElementSpans.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page in spite of records that cannot be read: they become bad records, their neighbours are what they would
 * be in a page of their own.
 *
 * <pre>
 *   body   {"items_count":3,"records":[{…},{"to":"\x"},{…}]}
 *   copy   {"items_count":3,"records":[{…},0          ,{…}]}    read as any page
 *   bad                                    └────────┘           place and length in the body
 * </pre>
 *
 * <p>Safe because only what is wrong inside one element is forgiven. The copy is read by the reader of all pages, so
 * what surrounds the records must be right. A record with an odd quote or bracket hides where it ends, and could
 * swallow its neighbours. Mostly nothing comes out even then. Where it does by chance, as texts may hold quotes and
 * brackets of their own, what is swallowed shows the border of two records, <code>},{</code>, and is refused, although
 * it may be one record with such a text. And the elements must be as many as {@code items_count}, which must be there.
 *
 * <p>The slow path: every element is read alone, in time that grows with the body. Memory is not accounted for but
 * bounded: beside the body, which has its lease, one copy and one element at a time, for as long as this call runs on
 * one of the parallel threads. That is twice {@code api.max-body} a core at most.
 */
final class Salvage {

    private Salvage() {}

    /** What is left of a body that is no page; null if it is none without its unreadable records either. */
    static @Nullable Envelope read(byte[] body, CdrStream stream) {
        @Nullable List<Span> elements = ElementSpans.of(body);
        Map<Integer, BadRecord> unreadable = elements == null ? Map.of() : unreadable(body, elements, stream);
        if (unreadable.isEmpty()) {
            return null;
        }
        try {
            Envelope page = EnvelopeReader.read(without(unreadable, body), stream);
            int blanked = 0;
            for (int i = 0; i < page.bad.size(); i++) {
                @Nullable BadRecord original = unreadable.get(page.bad.get(i).offset());
                if (original != null) {
                    page.bad.set(i, original);
                    blanked++;
                }
            }
            return blanked == unreadable.size() && page.itemsCount != null ? page : null;
        } catch (MalformedPage e) {
            return null;
        }
    }

    /** By their offset. */
    private static Map<Integer, BadRecord> unreadable(byte[] body, List<Span> elements, CdrStream stream) {
        Map<Integer, BadRecord> unreadable = new HashMap<>();
        for (int ordinal = 0; ordinal < elements.size(); ordinal++) {
            Span span = elements.get(ordinal);
            if (KeptRecord.isReadable(body, span.from(), span.length(), stream)) {
                continue;
            }
            if (!isOne(body, span)) {
                return Map.of();
            }
            unreadable.put(span.from(), new BadRecord(ordinal, span.from(), span.length(), BadRecord.UNREADABLE));
        }
        return unreadable;
    }

    /**
     * Whether an element that cannot be read is one record without doubt: in braces, and no border of two within it.
     */
    private static boolean isOne(byte[] body, Span span) {
        if (body[span.from()] != '{' || body[span.to() - 1] != '}') {
            return false;
        }
        byte before = 0;
        byte last = 0;
        for (int at = span.from(); at < span.to(); at++) {
            byte b = body[at];
            if (ElementSpans.isBlank(b)) {
                continue;
            }
            if (before == '}' && last == ',' && b == '{') {
                return false;
            }
            before = last;
            last = b;
        }
        return true;
    }

    /** Of the same length, so that every offset holds. */
    private static byte[] without(Map<Integer, BadRecord> unreadable, byte[] body) {
        byte[] copy = body.clone();
        unreadable.values().forEach(bad -> {
            Arrays.fill(copy, bad.offset(), bad.offset() + bad.length(), (byte) ' ');
            copy[bad.offset()] = '0'; // an element still
        });
        return copy;
    }
}
