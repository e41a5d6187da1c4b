package io.cdrstream.event;

import io.cdrstream.model.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code ce_chargedelta}: by how much an event changes what its CDR costs, as a plain decimal. Of a CDR's
 * first event it is the charge, of a later one the difference to what the deltas before add up to, where a charge that
 * is gone counts as zero. Read by the rule of {@code charge_delta} in typed events, so that the sum over a topic is the
 * same either way; where that is null, there is no header.
 *
 * <p>Confined to one thread. Remembers the last charge of a first event, since neighbours in a page often cost the
 * same.
 */
final class ChargeDelta {

    private static final String NAME = "ce_chargedelta";

    private String last = "";
    private @Nullable EventHeader lastHeader;

    /**
     * @param charge the text of the record's charge; null if it has none, or one that nobody may see
     * @param before what the deltas so far add up to; null if there were none, or none that anybody may see
     */
    @Nullable
    EventHeader header(@Nullable String charge, @Nullable BigDecimal before) {
        if (before != null) {
            return header(difference(charge, before));
        }
        if (charge == null) {
            return null;
        }
        if (!charge.equals(last)) {
            last = charge;
            lastHeader = header(Decimals.of(charge));
        }
        return lastHeader;
    }

    /** Null for a charge that cannot be read: safe because the one before stays in effect until one can be. */
    private static @Nullable BigDecimal difference(@Nullable String charge, BigDecimal before) {
        @Nullable BigDecimal now = charge == null ? BigDecimal.ZERO : Decimals.of(charge);
        return Decimals.scaled(now == null ? null : now.subtract(before));
    }

    private static @Nullable EventHeader header(@Nullable BigDecimal amount) {
        return amount == null
                ? null
                : EventHeader.of(NAME, amount.stripTrailingZeros().toPlainString());
    }
}
