package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record by itself, read as it would be in the middle of a page: the same rules, the same identity. */
final class KeptRecord {

    private static final String NO_RECORD = "not a JSON object";
    private static final byte[] HEAD = "{\"records\":[".getBytes(US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(US_ASCII);

    private KeptRecord() {}

    static Page page(PageRequest request, byte[] record, Instant at) {
        byte[] body = ByteBuffer.allocate(HEAD.length + record.length + TAIL.length)
                .put(HEAD)
                .put(record)
                .put(TAIL)
                .array();
        @Nullable Cdr cdr = alone(request, body, record.length);
        List<BadRecord> bad =
                cdr == null ? List.of(new BadRecord(0, HEAD.length, record.length, NO_RECORD)) : List.of();
        return new Page(request, body, cdr == null ? List.of() : List.of(cdr), bad, null, at);
    }

    private static @Nullable Cdr alone(PageRequest request, byte[] body, int length) {
        try {
            @Nullable List<Cdr> records = EnvelopeReader.read(body, request.stream()).records;
            return records != null && records.size() == 1 && records.get(0).length() == length ? records.get(0) : null;
        } catch (MalformedPage e) {
            return null;
        }
    }
}
