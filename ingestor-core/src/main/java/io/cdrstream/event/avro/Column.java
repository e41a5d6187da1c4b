package io.cdrstream.event.avro;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One field of a schema, and what fills it.
 *
 * @param slot of the record's field that fills it; -1 if none does
 * @param values the values known so far, in lower case; empty if any text is as good
 */
record Column(Filling filling, int slot, Conversion conversion, List<String> values) {

    /** What a field is filled with. */
    enum Filling {
        RECORD,
        ID,
        PRODUCT,
        ACCOUNT,
        DIRECTION,
        CHARGE,
        CHARGE_DELTA,
        CHANGE,
        INGESTED_AT,
        MORE;

        static Filling of(String field) {
            return switch (field) {
                case "id" -> ID;
                case "product" -> PRODUCT;
                case "account_id" -> ACCOUNT;
                case "direction" -> DIRECTION;
                case "charge" -> CHARGE;
                case "charge_delta" -> CHARGE_DELTA;
                case "change" -> CHANGE;
                case "ingested_at" -> INGESTED_AT;
                case "more" -> MORE;
                default -> RECORD;
            };
        }

        /** Whether the record has no field for it. */
        boolean isOurs() {
            return this == PRODUCT || this == CHARGE_DELTA || this == CHANGE || this == INGESTED_AT || this == MORE;
        }
    }

    /** @return the record's field that fills a field of a schema; null if none does */
    static @Nullable String source(Schema.Field field) {
        if (Filling.of(field.name()).isOurs()) {
            return null;
        }
        @Nullable String other = field.getProp("field");
        return other == null ? field.name() : other;
    }

    static Column of(Schema.Field field, List<String> slots) {
        Filling filling = Filling.of(field.name());
        @Nullable String source = source(field);
        int slot = source == null ? -1 : slots.indexOf(source);
        Conversion conversion = filling.isOurs() ? Conversion.TEXT : Conversion.to(field.schema());
        return new Column(filling, slot, conversion, values(field));
    }

    /** Whether the slot has none of the values known so far. */
    boolean isNew(RecordTokens record) {
        if (values.isEmpty() || record.isAbsent(slot)) {
            return false;
        }
        for (String value : values) {
            if (Numbers.is(record, slot, value)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> values(Schema.Field field) {
        return field.getObjectProp("values") instanceof Collection<?> values
                ? values.stream()
                        .map(value -> value.toString().toLowerCase(Locale.ROOT))
                        .toList()
                : List.of();
    }
}
