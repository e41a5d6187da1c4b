package io.cdrstream.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The JSON Schema (2020-12) of a product's records as the API sends them. Nothing is required and anything may be
 * added, because the API leaves fields out and adds columns.
 */
final class RecordSchema {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private RecordSchema() {}

    static String json(Schema schema) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", DIALECT);
        root.put("title", Products.title(schema));
        root.put("description", schema.getDoc() + " As the API sends it: the value of a JSON event.");
        root.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        EventField.inTheRecord(schema).forEach((name, field) -> properties.put(name, property(field)));
        root.put("properties", properties);
        root.put("additionalProperties", true);
        return pretty(root) + "\n";
    }

    private static Map<String, Object> property(EventField field) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", field.meaningInTheRecord());
        property.put("type", field.form().jsonTypes());
        if (!field.values().isEmpty()) {
            property.put("examples", field.values());
        }
        property.put("$comment", field.source());
        return property;
    }

    static String pretty(Object tree) {
        try {
            return new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and lists are JSON", e);
        }
    }
}
