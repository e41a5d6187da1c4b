package io.cdrstream.source.vonage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Jackson over bytes in memory: no limit on strings and numbers but the body's own, which is bounded already, and
 * locations without source, so that no error can quote what it read (I6).
 */
final class JsonBytes {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonFactory.Feature.INTERN_FIELD_NAMES) // RecordReader compares names by identity
            .build();

    private JsonBytes() {}

    static JsonParser parser(byte[] body, int offset, int length) throws IOException {
        return FACTORY.createParser(body, offset, length);
    }

    /** The first byte of the current token. */
    static int start(JsonParser json) {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    /** One past the last byte read. */
    static int end(JsonParser json) {
        return (int) json.currentLocation().getByteOffset();
    }

    /** The text of a scalar; null for null, the empty text, an object or an array (whose children are skipped). */
    static @Nullable String scalar(JsonParser json, JsonToken value) throws IOException {
        @Nullable String text = text(json, value);
        json.skipChildren();
        return text;
    }

    /** The same, but of an object or array nothing is read. */
    static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
        if (value.isStructStart() || value == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = json.getText();
        return text.isEmpty() ? null : text;
    }
}
