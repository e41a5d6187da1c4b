package io.cdrstream.event.avro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Avro's own reader over our bytes: texts as {@link String}, decimals as {@link BigDecimal}, the rest as it comes. */
public final class AvroReading {

    private AvroReading() {}

    /** Reads one value, which must end where the bytes end. */
    public static GenericRecord read(Schema schema, byte[] value, int header) {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new DecimalConversion());
        data.setStringType(schema, GenericData.StringType.String);
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema, schema, data).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IllegalStateException("bytes after the value");
            }
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields that are not null; {@code more} as plain texts. */
    public static Map<String, Object> values(GenericRecord record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                values.put(field.name(), plain(value));
            }
        }
        return values;
    }

    private static Object plain(Object value) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, text) -> plain.put(name.toString(), plain(text)));
            return plain;
        }
        return value instanceof ByteBuffer bytes ? bytes.array() : value;
    }
}
