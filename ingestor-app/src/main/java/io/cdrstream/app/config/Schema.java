package io.cdrstream.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalogue as a JSON Schema. Wherever a value is not plain text, a text with {@code ${…}} in it is right too. */
final class Schema {

    private static final Map<String, Object> VARIABLE = new TreeMap<>(Map.of("type", "string", "pattern", "\\$\\{"));

    private Schema() {}

    static String json(Shape shape) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "cdrstream configuration");
        root.putAll(object(shape));
        root.put("required", List.of("kafka", "credentials"));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and lists are JSON", e);
        }
    }

    private static Map<String, Object> of(Shape shape) {
        @Nullable ConfigKey<?> key = shape.key();
        @Nullable Shape item = shape.item();
        if (key != null) {
            return value(key);
        }
        return item == null ? object(shape) : list(item);
    }

    private static Map<String, Object> object(Shape shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        @Nullable Shape any = shape.any();
        if (any != null) {
            schema.put("additionalProperties", of(any));
            return schema;
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.fields().forEach((name, child) -> properties.put(name, of(child)));
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> list(Shape item) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", of(item));
        if (item.key() == null) {
            return list;
        }
        Map<String, Object> either = new LinkedHashMap<>();
        either.put("anyOf", List.of(list, of(item)));
        return either;
    }

    private static Map<String, Object> value(ConfigKey<?> key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", key.sentence());
        if (key.byDefault() != null) {
            schema.put("default", key.byDefault());
        }
        Map<String, Object> type = new TreeMap<>(key.type().schema());
        if ("string".equals(type.get("type")) && !type.containsKey("pattern")) {
            type.put("type", List.of("string", "number", "boolean")); // YAML's idea of a scalar; we take its text
            schema.putAll(type);
        } else {
            schema.put("anyOf", List.of(type, VARIABLE));
        }
        return schema;
    }
}
