package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a checkpoint: small objects of texts, whole numbers, truth values, lists and objects. Whatever is absent
 * or of another type than asked for is an {@link IllegalArgumentException} that names the field, never its value.
 */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, @Nullable Object> fields;

    private Json(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    static Json parse(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no JSON object");
            }
            Json json = new Json(object(parser));
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON object");
            }
            return json;
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("a value of a type that no checkpoint has");
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    String text(String name) {
        return get(name, String.class);
    }

    @Nullable
    String textOrNull(String name) {
        return fields.get(name) == null ? null : text(name);
    }

    long number(String name) {
        return get(name, Long.class);
    }

    int count(String name) {
        return Math.toIntExact(number(name));
    }

    boolean truth(String name) {
        return get(name, Boolean.class);
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("field " + name + " is no time", e);
        }
    }

    Duration duration(String name) {
        try {
            return Duration.parse(text(name));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("field " + name + " is no duration", e);
        }
    }

    /** A list of texts. */
    List<String> items(String name) {
        List<String> items = new ArrayList<>();
        for (Object element : get(name, List.class)) {
            if (!(element instanceof String text)) {
                throw new IllegalArgumentException("field " + name + " holds something that is no text");
            }
            items.add(text);
        }
        return items;
    }

    Json object(String name) {
        return new Json(cast(get(name, Map.class)));
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Json object = new Json(cast(get(name, Map.class)));
        object.fields.keySet().forEach(key -> texts.put(key, object.text(key)));
        return texts;
    }

    List<Json> objects(String name) {
        List<Json> objects = new ArrayList<>();
        for (Object element : get(name, List.class)) {
            if (!(element instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("field " + name + " holds something that is no object");
            }
            objects.add(new Json(cast(object)));
        }
        return objects;
    }

    private <T> T get(String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("field " + name + " is absent or of another type");
        }
        return type.cast(value);
    }

    @SuppressWarnings("unchecked") // safe because only object() makes maps
    private static Map<String, @Nullable Object> cast(Map<?, ?> object) {
        return (Map<String, @Nullable Object>) object;
    }

    /** What fills an object. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** An object of the current version, {@code "v":1} first. */
    static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", CheckpointCodec.VERSION);
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "object with " + fields.keySet();
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
