package io.cdrstream.sink;

import java.math.BigDecimal;

/**
 * What the events of a page have changed about what CDRs cost, in one country and currency.
 *
 * @param country as the API names it if that looks like a code of one; else why not
 * @param currency likewise
 * @param added sum of what was added, never negative
 * @param reversed sum of what was taken back, never negative
 */
public record ChargeSum(String country, String currency, BigDecimal added, BigDecimal reversed) {

    /** A record that names none. */
    public static final String UNKNOWN = "unknown";
    /** Something that is no code. */
    public static final String OTHER = "other";
    /** A privacy rule holds for the field. */
    public static final String HIDDEN = "hidden";
}
