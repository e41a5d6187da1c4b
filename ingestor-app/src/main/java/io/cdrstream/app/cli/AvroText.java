package io.cdrstream.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** An Avro value as JSON for people: amounts are numbers, times are ISO 8601, and fields that are null are left out. */
final class AvroText {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final GenericData DATA = data();

    private AvroText() {}

    /**
     * One value in one line.
     *
     * @param value {@code [offset, end)} is Avro binary, and nothing else
     * @return null if the schema did not write these bytes
     */
    static @Nullable String of(Schema schema, byte[] value, int offset) {
        BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
        try {
            Object read = new GenericDatumReader<>(schema, schema, DATA).read(null, bytes);
            return bytes.isEnd() ? json(read) : null;
        } catch (IOException | RuntimeException e) { // which of them depends on where the rubbish stands
            return null;
        }
    }

    private static String json(@Nullable Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof IndexedRecord record) {
            json.writeStartObject();
            for (Schema.Field field : record.getSchema().getFields()) {
                member(json, field.name(), record.get(field.pos()));
            }
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                member(json, entry.getKey().toString(), entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> array) {
            json.writeStartArray();
            for (Object element : array) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            scalar(json, value);
        }
    }

    private static void member(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            write(json, value);
        }
    }

    private static void scalar(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal amount) {
            json.writeNumber(amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else {
            json.writeString(value.toString());
        }
    }

    private static GenericData data() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new DecimalConversion());
        data.addLogicalTypeConversion(new TimestampMillisConversion());
        return data;
    }
}
