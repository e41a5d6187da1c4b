package io.cdrstream.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts of money in events, typed or in a header: decimal(20,8). */
public final class Decimals {

    /** A number of more characters is not read. */
    private static final int LONGEST = 64;

    public static final int PRECISION = 20;
    public static final int SCALE = 8;

    private Decimals() {}

    /** The amount that a text says, to all its places; null if it says none, or one that does not fit. */
    public static @Nullable BigDecimal of(String text) {
        return scaled(exact(text));
    }

    /** What a text says as a number, white space around it aside; null if it is none or endless. */
    public static @Nullable BigDecimal exact(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The same amount with eight places; null if it does not fit, or for null. */
    public static @Nullable BigDecimal scaled(@Nullable BigDecimal amount) {
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
