package io.cdrstream.app.config;

import java.math.BigDecimal;

/**
 * What the API charges a credential for reading.
 *
 * @param isFlat the same for every month, whatever is read
 * @param feePerRecord euros for a record, if it is not flat
 * @param flatPrice euros a month, if it is, or were
 */
public record Tariff(boolean isFlat, BigDecimal feePerRecord, BigDecimal flatPrice) {

    static final String PAY_AS_YOU_GO = "pay-as-you-go";
    static final String FLAT = "flat";

    static Tariff of(Values credential, BigDecimal feePerRecord) {
        return new Tariff(
                credential.require(CredentialKeys.TARIFF).equals(FLAT),
                feePerRecord,
                credential.require(CredentialKeys.FLAT_PRICE));
    }

    /** Euros that one more record costs. */
    BigDecimal marginalFee() {
        return isFlat ? BigDecimal.ZERO : feePerRecord;
    }

    /** As configurations spell it. */
    public String text() {
        return isFlat ? FLAT : PAY_AS_YOU_GO;
    }
}
