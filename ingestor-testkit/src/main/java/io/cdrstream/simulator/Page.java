package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one answer, already written, separated by commas; and where the next page begins, if there is one. */
final class Page {

    private static final String ID = "\"id\":\"";

    final JsonBytes records;
    final List<String> missing = new ArrayList<>();
    private int items;
    private int firstEnd;
    private @Nullable Bookmark next;

    Page(JsonBytes records) {
        this.records = records;
        records.clear();
    }

    /** To be called before each record is written. */
    void begin() {
        if (items == 1) {
            firstEnd = records.length();
        }
        if (items++ > 0) {
            records.write(',');
        }
    }

    void add(String element) {
        begin();
        records.text(element);
    }

    int items() {
        return items;
    }

    /** The first record as text; empty on an empty page. */
    String first() {
        int end = items > 1 ? firstEnd : records.length();
        return new String(records.array(), 0, end, StandardCharsets.UTF_8);
    }

    /** The first record's id; empty if it has none. */
    String firstId() {
        String record = first();
        int start = record.indexOf(ID) + ID.length();
        return start < ID.length() ? "" : record.substring(start, record.indexOf('"', start));
    }

    @Nullable
    Bookmark next() {
        return next;
    }

    void next(Bookmark bookmark) {
        next = bookmark;
    }
}
