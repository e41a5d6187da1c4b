package io.cdrstream.sink;

import static io.cdrstream.sink.Fingerprint.NO_CHARGE;

import io.cdrstream.model.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a CDR's charge adds to what was published of it before, by one rule for headers, typed events and sums: a charge
 * that cannot be read changes nothing; one that is gone takes back what there was.
 *
 * @param delta null if there is nothing to add
 * @param after what all deltas add up to then, in 10⁻⁸; {@link Fingerprint#NO_CHARGE} if there were none
 */
record Charges(@Nullable BigDecimal delta, long after) {

    /** @param text as the API wrote it; null if the record has no charge */
    static Charges of(long before, @Nullable String text) {
        @Nullable BigDecimal now = text == null ? null : Decimals.of(text);
        boolean isUnreadable = now == null && text != null;
        if (before == NO_CHARGE) {
            return now == null ? new Charges(null, NO_CHARGE) : new Charges(now, units(now));
        }
        if (isUnreadable) {
            return new Charges(null, before);
        }
        long after = now == null ? 0 : units(now);
        return new Charges(BigDecimal.valueOf(after - before, Decimals.SCALE), after);
    }

    boolean isChange() {
        return delta != null && delta.signum() != 0;
    }

    static @Nullable BigDecimal amount(long units) {
        return units == NO_CHARGE ? null : BigDecimal.valueOf(units, Decimals.SCALE);
    }

    static long units(@Nullable BigDecimal amount) {
        return amount == null
                ? NO_CHARGE
                : amount.setScale(Decimals.SCALE).unscaledValue().longValue();
    }
}
