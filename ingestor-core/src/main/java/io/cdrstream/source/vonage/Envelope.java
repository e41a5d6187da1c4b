package io.cdrstream.source.vonage;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page says of itself, and its records, as they are found: the fields come in any order. */
final class Envelope {

    /** Null until {@code records} was seen. */
    @Nullable
    List<Cdr> records;

    final List<BadRecord> bad = new ArrayList<>();
    final List<String> idsNotFound = new ArrayList<>();

    @Nullable
    String status;

    @Nullable
    String itemsCount;

    @Nullable
    String receivedAt;

    @Nullable
    String cursor;

    @Nullable
    String iv;

    /** {@code _links.next.href}. */
    @Nullable
    String next;

    /** How many records came, good and bad. */
    int elements() {
        return (records == null ? 0 : records.size()) + bad.size();
    }

    /** Of a page that was read to its end, but does not agree with itself. */
    MalformedPage contradiction(String sentence) {
        return new MalformedPage(sentence, elements());
    }
}
