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
 * What a registry says, as far as we listen: {@code {"id": 7, …}} or {@code {"error_code": 40401, "message": "…"}}.
 * What is absent, or not JSON at all, is null.
 *
 * @param message from outside, not masked yet
 */
record RegistryBody(@Nullable Integer id, @Nullable Integer errorCode, @Nullable String message) {

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
        RegistryBody read = new RegistryBody(null, null, null);
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
        if (value == JsonToken.VALUE_NUMBER_INT && name.equals("id")) {
            return new RegistryBody(json.getIntValue(), errorCode, message);
        }
        if (value == JsonToken.VALUE_NUMBER_INT && name.equals("error_code")) {
            return new RegistryBody(id, json.getIntValue(), message);
        }
        if (value == JsonToken.VALUE_STRING && name.equals("message")) {
            return new RegistryBody(id, errorCode, json.getText());
        }
        return this;
    }
}
