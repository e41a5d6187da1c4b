package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cdrstream.model.ApiTime;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Product;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one record out of a page: where it is, its id, event time, charge and key, and what its revisions are told apart
 * by. The hot path of the ingestor: every byte of every CDR passes through it once, so the texts of a few fields only
 * are made; the other known ones are hashed where they are decoded, the unknown ones skipped.
 *
 * <p>Where a name occurs twice in a record, the last one wins, as it does for nearly every consumer of the bytes.
 *
 * <p>Confined to one thread; what it holds of a record is good until the next.
 */
final class RecordReader {

    private final byte[] body;
    private final String timeField;
    private final String chargeField;
    private final String keyField;
    private final String countryField;
    private final FieldSeeds seeds;
    private final Texts texts = new Texts();

    private @Nullable String id;
    private @Nullable String key;
    private @Nullable String charge;
    private @Nullable Instant time;
    private @Nullable String status;
    private @Nullable String country;
    private @Nullable String currency;
    private long rest;

    RecordReader(byte[] body, CdrStream stream) {
        Product product = stream.product();
        this.body = body;
        this.timeField = product.timeField().intern();
        this.chargeField = product.chargeField().intern();
        this.keyField = stream.key().intern();
        this.countryField = product.countryField().intern();
        this.seeds = new FieldSeeds(product);
    }

    /** @param json at the record's opening brace; at its closing one afterwards */
    Cdr read(JsonParser json, int ordinal) throws IOException {
        int offset = JsonBytes.start(json);
        clear();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            field(json, name, json.nextToken());
        }
        int length = JsonBytes.end(json) - offset;
        boolean isFallback = id == null;
        String identity = id == null ? FallbackIdentity.of(body, offset, length) : id;
        return new Cdr(
                ordinal,
                offset,
                length,
                identity,
                isFallback,
                time,
                is(keyField, "id") ? id : key,
                charge,
                new Cdr.Content(status, country, currency, rest));
    }

    private void clear() {
        id = null;
        key = null;
        charge = null;
        time = null;
        status = null;
        country = null;
        currency = null;
        rest = 0;
    }

    private void field(JsonParser json, String name, JsonToken value) throws IOException {
        if (is(name, timeField)) {
            time = time(json, value);
        }
        if (is(name, chargeField)) {
            charge = charge(json, value);
        }
        if (is(name, "id")) {
            id = JsonBytes.text(json, value);
        } else if (is(name, keyField)) {
            key = JsonBytes.text(json, value);
        }
        if (is(name, "status")) {
            status = texts.of(json, value);
        } else if (is(name, countryField)) {
            country = texts.of(json, value);
        } else if (is(name, "currency")) {
            currency = texts.of(json, value);
        }
        long seed = seeds.of(name);
        if (seed == FieldSeeds.NONE) {
            json.skipChildren();
        } else {
            rest += ContentHash.ofValue(seed, json, value);
        }
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

    /** Of an object or array its bracket: there is something, although nobody can read it as an amount. */
    private static @Nullable String charge(JsonParser json, JsonToken value) throws IOException {
        return value.isStructStart() ? json.getText() : JsonBytes.text(json, value);
    }
}
