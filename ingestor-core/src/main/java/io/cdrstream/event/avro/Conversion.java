package io.cdrstream.event.avro;

import io.cdrstream.event.avro.RecordTokens.Kind;
import io.cdrstream.model.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * From whatever the API sends for a field to the type its schema promises. The table in docs/events/conversions.md is
 * this class in words.
 *
 * <p>Each writes the whole field, null included, and returns whether the value says all that the text says. If not, the
 * text is kept beside it. A value is never rounded or guessed; the one that is cut is a time finer than a millisecond.
 */
enum Conversion {

    /** Any scalar as its text, an object or array as its JSON. */
    TEXT {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            out.present();
            out.sized(record.source(slot), record.start(slot), record.end(slot));
            return true;
        }
    },

    /** Milliseconds since the epoch, of a text that is a date and a time. */
    TIME {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            @Nullable Instant time = record.kind(slot) == Kind.TEXT ? Numbers.time(record, slot) : null;
            if (time == null) {
                return nothing(out);
            }
            out.present();
            out.whole(time.toEpochMilli());
            return time.getNano() % 1_000_000 == 0;
        }
    },

    /** A number with at most twelve digits before the point and eight behind it, trailing zeros aside. */
    DECIMAL {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            long unscaled = Numbers.decimal(record, slot);
            if (unscaled != Numbers.NONE) {
                out.present();
                out.unscaled(unscaled);
                return true;
            }
            @Nullable BigDecimal exact = Decimals.scaled(Numbers.exact(record, slot));
            if (exact == null) {
                return nothing(out);
            }
            out.present();
            out.sized(exact.unscaledValue().toByteArray());
            return true;
        }
    },

    /** A whole number of at most 64 bits. */
    LONG {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            return whole(record, slot, out, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    },

    /** A whole number of at most 32 bits. */
    INT {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            return whole(record, slot, out, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    },

    /** A number that a double says without loss. */
    DOUBLE {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            double value = Numbers.real(record, slot);
            if (Double.isNaN(value)) {
                return nothing(out);
            }
            out.present();
            out.real(value);
            return true;
        }
    },

    /** true and false in any case, 1 and 0; as text, around which white space may be, or not. */
    BOOLEAN {
        @Override
        boolean value(RecordTokens record, int slot, AvroBytes out) {
            boolean isTrue = Numbers.says(record, slot, "true") || Numbers.says(record, slot, "1");
            if (!isTrue && !Numbers.says(record, slot, "false") && !Numbers.says(record, slot, "0")) {
                return nothing(out);
            }
            out.present();
            out.bool(isTrue);
            return true;
        }
    };

    /** What a slot has: null for null, the empty text and no field at all. */
    final boolean write(RecordTokens record, int slot, AvroBytes out) {
        if (record.isAbsent(slot)) {
            out.absent();
            return true;
        }
        return record.kind(slot) == Kind.BROKEN ? nothing(out) : value(record, slot, out);
    }

    /** Of a slot that has something in it. */
    abstract boolean value(RecordTokens record, int slot, AvroBytes out);

    /** The conversion to the second branch of a field's union. */
    static Conversion to(Schema field) {
        Schema schema = field.getTypes().get(1);
        @Nullable LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case STRING -> TEXT;
            case BYTES ->
                checked(
                        DECIMAL,
                        logical instanceof LogicalTypes.Decimal d
                                && d.getPrecision() == Decimals.PRECISION
                                && d.getScale() == Decimals.SCALE,
                        field);
            case LONG -> logical instanceof LogicalTypes.TimestampMillis ? TIME : LONG;
            case INT -> INT;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            default -> throw new IllegalArgumentException("no conversion to " + field);
        };
    }

    private static Conversion checked(Conversion conversion, boolean fits, Schema field) {
        if (!fits) {
            throw new IllegalArgumentException("no conversion to " + field);
        }
        return conversion;
    }

    private static boolean nothing(AvroBytes out) {
        out.absent();
        return false;
    }

    private static boolean whole(RecordTokens record, int slot, AvroBytes out, long least, long greatest) {
        long value = Numbers.whole(record, slot);
        if (value == Numbers.NONE) {
            @Nullable Long unusual = Numbers.anyWhole(record, slot);
            if (unusual == null) {
                return nothing(out);
            }
            value = unusual;
        }
        if (value < least || value > greatest) {
            return nothing(out);
        }
        out.present();
        out.whole(value);
        return true;
    }
}
