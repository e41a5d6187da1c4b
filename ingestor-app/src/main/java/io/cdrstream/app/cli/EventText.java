package io.cdrstream.app.cli;

import io.cdrstream.registry.WirePrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An event's value in one line, whatever it is: Avro as JSON, by the framing in front of it; a text as it is; of what
 * cannot be read, how long it is. Nothing in it that a terminal would obey.
 */
final class EventText {

    /** What a terminal would obey instead of showing it. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final int SINGLE_OBJECT = 0xC301;
    private static final int SINGLE_OBJECT_LENGTH = 10;

    private final WriterSchemas schemas;

    EventText(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    String of(ConsumerRecord<byte[], byte[]> event) {
        byte @Nullable [] value = event.value();
        if (value == null || value.length == 0) {
            return text(value);
        }
        if (value.length >= SINGLE_OBJECT_LENGTH && ByteBuffer.wrap(value).getChar() == SINGLE_OBJECT) {
            return text(singleObject(value));
        }
        if (value[0] == 0) { // which no JSON begins with
            return text(
                    value.length < WirePrefix.LENGTH ? unreadable(value, "too short for one") : framed(event, value));
        }
        return isAvro(event) ? text(unreadable(value, "it has neither framing")) : text(value);
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "none" : text(new String(bytes, StandardCharsets.UTF_8));
    }

    static String text(String text) {
        return CONTROL.matcher(text).replaceAll("\uFFFD");
    }

    private String singleObject(byte[] value) {
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        @Nullable Schema schema = schemas.byFingerprint(fingerprint);
        return schema == null
                ? unreadable(value, "schema " + Long.toHexString(fingerprint) + " is none of this version's")
                : json(schema, value, SINGLE_OBJECT_LENGTH);
    }

    private String framed(ConsumerRecord<byte[], byte[]> event, byte[] value) {
        int id = ByteBuffer.wrap(value).getInt(1);
        Optional<Schema> writer = schemas.byId(id);
        if (writer.isPresent()) {
            return json(writer.get(), value, WirePrefix.LENGTH);
        }
        @Nullable Schema own = WriterSchemas.byProduct(header(event, "ce_type"), event.topic());
        return own == null
                ? unreadable(value, "schema id " + id + " is one that only a registry knows")
                : json(own, value, WirePrefix.LENGTH);
    }

    private static String json(Schema schema, byte[] value, int offset) {
        @Nullable String json = AvroText.of(schema, value, offset);
        return json == null ? unreadable(value, "the schema " + schema.getName() + " did not write it") : json;
    }

    private static String unreadable(byte[] value, String why) {
        return "not readable as Avro: " + why + "; " + value.length + " (0x" + Integer.toHexString(value.length)
                + ") bytes";
    }

    private static boolean isAvro(ConsumerRecord<byte[], byte[]> event) {
        return "application/avro".equals(header(event, "content-type"));
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> event, String name) {
        @Nullable Header header = event.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
