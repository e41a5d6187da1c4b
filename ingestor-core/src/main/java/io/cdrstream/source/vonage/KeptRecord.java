package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
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
        byte[] body = alone(record, 0, record.length);
        @Nullable List<Cdr> records = records(read(body, request.stream()));
        if (records == null) {
            return bad(request, body, record.length, BadRecord.UNREADABLE, at);
        }
        boolean isOne = records.size() == 1 && records.get(0).length() == record.length;
        return isOne
                ? new Page(request, body, records, List.of(), null, at)
                : bad(request, body, record.length, NO_RECORD, at);
    }

    /** Whether these bytes, which have no comma or bracket of the array around them, are one element of a page. */
    static boolean isReadable(byte[] bytes, int offset, int length, CdrStream stream) {
        @Nullable Envelope read = read(alone(bytes, offset, length), stream);
        @Nullable List<Cdr> records = records(read);
        return read != null && records != null && records.size() + read.bad.size() == 1;
    }

    private static Page bad(PageRequest request, byte[] body, int length, String reason, Instant at) {
        return new Page(request, body, List.of(), List.of(new BadRecord(0, HEAD.length, length, reason)), null, at);
    }

    private static byte[] alone(byte[] bytes, int offset, int length) {
        return ByteBuffer.allocate(HEAD.length + length + TAIL.length)
                .put(HEAD)
                .put(bytes, offset, length)
                .put(TAIL)
                .array();
    }

    private static @Nullable Envelope read(byte[] body, CdrStream stream) {
        try {
            return EnvelopeReader.read(body, stream);
        } catch (MalformedPage e) {
            return null;
        }
    }

    private static @Nullable List<Cdr> records(@Nullable Envelope read) {
        return read == null ? null : read.records;
    }
}
