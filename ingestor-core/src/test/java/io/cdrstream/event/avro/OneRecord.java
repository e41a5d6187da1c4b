package io.cdrstream.event.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Revision;
import io.cdrstream.model.StreamId;
import io.cdrstream.schemas.EventSchemas;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One record in a page with something before and behind it, encoded and read back by Avro itself. */
final class OneRecord {

    static final Instant API = Instant.parse("2026-10-01T11:00:00Z");

    private final String product;
    private final AvroEncoder encoder;
    final List<String> drift = new ArrayList<>();

    OneRecord(String product) {
        this(product, Framing.singleObject(EventSchemas.of(product)));
    }

    OneRecord(String product, Framing framing) {
        this.product = product;
        this.encoder = new AvroEncoder(id(product), EventSchemas.of(product), framing, new Heard(drift));
    }

    Map<String, Object> values(String json) {
        return values(json, Revision.NEW);
    }

    Map<String, Object> values(String json, Revision revision) {
        return read(encode(json, "r1", !json.contains("\"id\""), revision));
    }

    Map<String, Object> read(byte[] value) {
        return AvroReading.values(AvroReading.read(EventSchemas.of(product), value, 10));
    }

    byte[] encode(String json, String id, boolean isFallback, Revision revision) {
        return encode(json.getBytes(UTF_8), id, isFallback, revision);
    }

    byte[] encode(byte[] record, String id, boolean isFallback, Revision revision) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes("[{\"id\":\"before\"},".getBytes(UTF_8));
        int offset = page.size();
        page.writeBytes(record);
        page.writeBytes(",{\"id\":\"behind\"}]".getBytes(UTF_8));
        byte[] body = page.toByteArray();
        Cdr cdr = new Cdr(1, offset, record.length, id, isFallback, null, null);
        return encoder.encode(cdr, body, offset, record.length, API, revision);
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text).setScale(8);
    }

    private static StreamId id(String product) {
        return StreamId.of("abcd1234", product, null);
    }

    /** Writes down what it hears. */
    private record Heard(List<String> drift) implements DriftListener {

        @Override
        public void didNotParse(String field) {
            drift.add("did not parse: " + field);
        }

        @Override
        public void unknownField(String field) {
            drift.add("unknown: " + field);
        }

        @Override
        public void newValue(String field, String value) {
            drift.add("new: " + field + "=" + value);
        }
    }
}
