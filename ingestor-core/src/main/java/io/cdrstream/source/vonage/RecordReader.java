package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cdrstream.model.ApiTime;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one record out of a page: where it is, its id, event time, charge and key. The hot path of the ingestor: every
 * byte of every CDR passes through it once, so only the texts of these four fields are decoded; all others are skipped.
 *
 * <p>Where a name occurs twice in a record, the last one wins, as it does for nearly every consumer of the bytes.
 */
final class RecordReader {

    private final byte[] body;
    private final String timeField;
    private final String chargeField;
    private final String keyField;

    RecordReader(byte[] body, CdrStream stream) {
        this.body = body;
        this.timeField = stream.product().timeField().intern();
        this.chargeField = stream.product().chargeField().intern();
        this.keyField = stream.key().intern();
    }

    /** @param json at the record's opening brace; at its closing one afterwards */
    Cdr read(JsonParser json, int ordinal) throws IOException {
        int offset = JsonBytes.start(json);
        @Nullable String id = null;
        @Nullable String key = null;
        @Nullable String charge = null;
        @Nullable Instant time = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (is(name, timeField)) {
                time = time(json, value);
            }
            if (is(name, chargeField)) {
                charge = JsonBytes.scalar(json, value);
            }
            if (is(name, "id")) {
                id = JsonBytes.scalar(json, value);
            } else if (is(name, keyField)) {
                key = JsonBytes.scalar(json, value);
            } else {
                json.skipChildren();
            }
        }
        int length = JsonBytes.end(json) - offset;
        boolean isFallback = id == null;
        String identity = id == null ? FallbackIdentity.of(body, offset, length) : id;
        return new Cdr(ordinal, offset, length, identity, isFallback, time, is(keyField, "id") ? id : key, charge);
    }

    /** Safe because Jackson interns the names of fields, and ours are interned too. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private static boolean is(String name, String wanted) {
        return name == wanted;
    }

    private static @Nullable Instant time(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING
                ? ApiTime.parse(json.getTextCharacters(), json.getTextOffset(), json.getTextLength())
                : null;
    }
}
