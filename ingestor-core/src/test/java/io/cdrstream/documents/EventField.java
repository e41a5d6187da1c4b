package io.cdrstream.documents;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event, as its Avro schema tells of it.
 *
 * @param apiName the API's name for it; null if no record of the product is known to have it
 * @param values the values known so far; empty if any is as good
 */
record EventField(
        String name, @Nullable String apiName, FieldForm form, String meaning, String source, List<String> values) {

    /** What is true of a common field only once we have filled it, said for the record as the API sends it. */
    private static final Map<String, String> IN_THE_RECORD = Map.of(
            "id", "Identifier of the record; a few have none.",
            "account_id", "Account that the record belongs to.",
            "direction", "inbound or outbound, seen from the customer.",
            "country", "Country, two letters.",
            "charge", "What the CDR cost.",
            "charge_currency", "Currency of the price; often left out.");

    /** All fields of an event, in their order. */
    static List<EventField> of(Schema schema) {
        return schema.getFields().stream().map(EventField::of).toList();
    }

    /**
     * The fields of the record as the API sends it, each once: where a common field says the same as one of the API's
     * own, the own one stands.
     */
    static Map<String, EventField> inTheRecord(Schema schema) {
        Map<String, EventField> fields = new LinkedHashMap<>();
        for (EventField field : of(schema)) {
            if (field.apiName != null) {
                fields.merge(field.apiName, field, (common, own) -> own);
            }
        }
        return fields;
    }

    /** What it means in the record as the API sends it. */
    String meaningInTheRecord() {
        return Objects.requireNonNull(IN_THE_RECORD.getOrDefault(name, meaning));
    }

    private static EventField of(Schema.Field field) {
        List<String> values = field.getObjectProp("values") instanceof Collection<?> known
                ? known.stream().map(Object::toString).toList()
                : List.of();
        return new EventField(
                field.name(), apiName(field), FieldForm.of(field), field.doc(), field.getProp("source"), values);
    }

    private static @Nullable String apiName(Schema.Field field) {
        if (!field.getProp("source").startsWith("Reports API")) {
            return null;
        }
        @Nullable String other = field.getProp("field");
        return other == null ? field.name() : other;
    }
}
