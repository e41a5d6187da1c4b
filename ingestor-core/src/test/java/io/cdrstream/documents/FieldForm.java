package io.cdrstream.documents;

import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a field looks like in both formats. The JSON types are what the API is known to send for one meaning: numbers as
 * text, text as numbers, nothing as null; never more than that, so that a validator still sees drift.
 */
enum FieldForm {
    TEXT("string", "text", "string", "number", "boolean", "null"),
    OBJECT("string (its JSON)", "object", "object", "string", "null"),
    TIME("timestamp-millis", "date and time as text", "string", "null"),
    AMOUNT("decimal(20,8)", "number, mostly as text", "string", "number", "null"),
    INT("int", "number, mostly as text", "string", "number", "null"),
    LONG("long", "number, mostly as text", "string", "number", "null"),
    DOUBLE("double", "number, mostly as text", "string", "number", "null"),
    BOOLEAN("boolean", "true or false, mostly as text", "boolean", "string", "number", "null"),
    MORE("map of string", "");

    private final String avro;
    private final String json;
    private final List<String> jsonTypes;

    FieldForm(String avro, String json, String... jsonTypes) {
        this.avro = avro;
        this.json = json;
        this.jsonTypes = List.of(jsonTypes);
    }

    static FieldForm of(Schema.Field field) {
        @Nullable String json = field.getProp("json");
        return json == null ? of(field.schema().getTypes().get(1)) : valueOf(json.toUpperCase(Locale.ROOT));
    }

    private static FieldForm of(Schema type) {
        @Nullable LogicalType logical = type.getLogicalType();
        if (logical instanceof LogicalTypes.TimestampMillis) {
            return TIME;
        }
        return switch (type.getType()) {
            case STRING -> TEXT;
            case BYTES -> AMOUNT;
            case INT -> INT;
            case LONG -> LONG;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case MAP -> MORE;
            default -> throw new IllegalArgumentException(type + " has no form yet");
        };
    }

    /** Its type in Avro, in a few words; null is always possible. */
    String avro() {
        return avro;
    }

    /** How the API sends it, in a few words. */
    String json() {
        return json;
    }

    List<String> jsonTypes() {
        return jsonTypes;
    }
}
