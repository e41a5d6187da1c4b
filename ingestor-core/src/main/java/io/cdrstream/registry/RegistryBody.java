package io.cdrstream.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says, as far as we listen: {@code {"id": 7, …}}, {@code {"is_compatible": true}}, {@code {"schema":
 * "…"}} or {@code {"error_code": 40401, "message": "…"}}. What is absent, or not JSON at all, is null.
 *
 * @param message from outside, not masked yet
 */
record RegistryBody(
        @Nullable Integer id,
        @Nullable Boolean isCompatible,
        @Nullable String schema,
        @Nullable Integer errorCode,
        @Nullable String message) {

    private static final JsonFactory JSON = new JsonFactory();

    /** What we say: {@code {"schema": "<the schema as a string>"}}; Avro is what a registry takes for granted. */
    static String request(String schema) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", schema);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter takes everything", e);
        }
        return text.toString();
    }

    static RegistryBody of(byte[] body) {
        RegistryBody read = new RegistryBody(null, null, null, null, null);
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return read;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                read = read.with(name, json.nextToken(), json);
            }
            return read;
        } catch (IOException e) {
            return read; // what was read of it before it broke
        }
    }

    private RegistryBody with(String name, JsonToken value, JsonParser json) throws IOException {
        json.skipChildren();
        boolean isNumber = value == JsonToken.VALUE_NUMBER_INT;
        boolean isText = value == JsonToken.VALUE_STRING;
        if (isNumber && name.equals("id")) {
            return new RegistryBody(json.getIntValue(), isCompatible, schema, errorCode, message);
        }
        if (value.isBoolean() && name.equals("is_compatible")) {
            return new RegistryBody(id, json.getBooleanValue(), schema, errorCode, message);
        }
        if (isText && name.equals("schema")) {
            return new RegistryBody(id, isCompatible, json.getText(), errorCode, message);
        }
        if (isNumber && name.equals("error_code")) {
            return new RegistryBody(id, isCompatible, schema, json.getIntValue(), message);
        }
        return isText && name.equals("message")
                ? new RegistryBody(id, isCompatible, schema, errorCode, json.getText())
                : this;
    }
}
