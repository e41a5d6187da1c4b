package io.cdrstream.event;

import io.cdrstream.model.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code ce_chargedelta} of a CDR's first event: what the CDR costs, as a plain decimal. Read by the rule of
 * {@code charge_delta} in typed events, so that the sum over a topic is the same either way; where that is null, there
 * is no header.
 *
 * <p>Confined to one thread. Remembers the last charge, since neighbours in a page often cost the same.
 */
final class ChargeDelta {

    private static final String NAME = "ce_chargedelta";

    private String last = "";
    private @Nullable EventHeader lastHeader;

    /** @param charge the text of the record's charge; null if it has none, or one that nobody may see */
    @Nullable
    EventHeader header(@Nullable String charge) {
        if (charge == null) {
            return null;
        }
        if (!charge.equals(last)) {
            @Nullable BigDecimal amount = Decimals.of(charge);
            last = charge;
            lastHeader = amount == null
                    ? null
                    : EventHeader.of(NAME, amount.stripTrailingZeros().toPlainString());
        }
        return lastHeader;
    }
}
