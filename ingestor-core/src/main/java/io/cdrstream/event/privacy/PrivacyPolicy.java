package io.cdrstream.event.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a product are redacted, and how. No value of such a field leaves it in clear, however deep in the
 * record it stands; all other bytes of the record stay as the API wrote them.
 *
 * <p>Safe because it looks at names as a JSON parser does, escapes resolved, and at every occurrence of a name, in
 * objects and arrays too; because an object or array under such a name, of which it cannot know what it hides, becomes
 * null; and because it fails rather than lets bytes pass that it cannot parse. A text is one value: JSON written into
 * it is not looked into.
 *
 * <p>One pass over the tokens: no tree, and however deep a record nests, no recursion.
 */
public final class PrivacyPolicy {

    /** Publishes everything as it is. */
    public static final PrivacyPolicy NONE = new PrivacyPolicy(Map.of());

    /** As generous as the reader of the page was: what it took cannot fail here. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Map<String, Redaction> fields;

    /** @param fields by name */
    public PrivacyPolicy(Map<String, Redaction> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** Whether records pass unaltered. */
    public boolean isNone() {
        return fields.isEmpty();
    }

    /** Whether values of the field are not published as the API wrote them. */
    public boolean isRedacted(String field) {
        return fields.containsKey(field);
    }

    /** What is published in place of a value that was taken out of its record already, to be a key for instance. */
    public @Nullable String redact(String field, @Nullable String value) {
        Redaction redaction = fields.get(field);
        return redaction == null || value == null ? value : redacted(redaction, value);
    }

    /** There is nothing to hide in an empty text, and its token would look like a number's. */
    private static @Nullable String redacted(Redaction redaction, String value) {
        return value.isBlank() ? value : redaction.of(value);
    }

    /**
     * A copy of a record, redacted.
     *
     * @param body {@code [offset, offset + length)} is one JSON object in UTF-8
     */
    public byte[] redact(byte[] body, int offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 64);
        try (JsonParser json = JSON.createParser(body, offset, length)) {
            int copied = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                @Nullable Redaction redaction = token == JsonToken.FIELD_NAME ? fields.get(json.currentName()) : null;
                if (redaction == null || json.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                int start = (int) json.currentTokenLocation().getByteOffset();
                out.write(body, offset + copied, start - copied);
                write(out, json.currentToken().isStructStart() ? null : redacted(redaction, json.getText()));
                json.skipChildren();
                json.finishToken();
                copied = (int) json.currentLocation().getByteOffset();
            }
            out.write(body, offset + copied, length - copied);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("a record that was read once cannot be read again"));
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, @Nullable String value) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            if (value == null) {
                json.writeNull();
            } else {
                json.writeString(value);
            }
        }
    }
}
