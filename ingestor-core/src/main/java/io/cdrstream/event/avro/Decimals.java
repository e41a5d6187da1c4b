package io.cdrstream.event.avro;

import java.math.BigDecimal;
import org.apache.avro.LogicalTypes;
import org.jspecify.annotations.Nullable;

/** Amounts of money in events: decimal(20,8). */
final class Decimals {

    static final int PRECISION = 20;
    static final int SCALE = 8;

    private Decimals() {}

    static boolean fits(LogicalTypes.Decimal type) {
        return type.getPrecision() == PRECISION && type.getScale() == SCALE;
    }

    /** The same amount with eight places; null if it does not fit, or for null. */
    static @Nullable BigDecimal scaled(@Nullable BigDecimal amount) {
        if (amount == null || amount.signum() == 0) {
            return amount == null ? null : BigDecimal.ZERO.setScale(SCALE);
        }
        // Before the scale is changed: 1e999999999 is short to read and endless to write.
        BigDecimal shortest = amount.stripTrailingZeros();
        long digitsBefore = (long) shortest.precision() - shortest.scale();
        boolean fits = shortest.scale() <= SCALE && digitsBefore <= PRECISION - SCALE;
        return fits ? shortest.setScale(SCALE) : null;
    }
}
