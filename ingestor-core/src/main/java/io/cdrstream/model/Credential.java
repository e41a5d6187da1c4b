package io.cdrstream.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An API key that authenticates, and what it may spend. Its secret is known to the source alone.
 *
 * @param key the API key; names the credential in logs and metrics
 * @param requestsPerSecond our share of the vendor's 10 requests a second
 * @param inFlight pages that may be requested and not yet committed
 * @param dailyCap euros per UTC day
 * @param feePerRecord euros the API charges for one record it returns
 */
public record Credential(
        String key, double requestsPerSecond, int inFlight, BigDecimal dailyCap, BigDecimal feePerRecord) {

    /** How many records the cap pays for. */
    public long dailyCapRecords() {
        return feePerRecord.signum() == 0
                ? Long.MAX_VALUE
                : dailyCap.divide(feePerRecord, 0, RoundingMode.FLOOR).longValueExact();
    }

    public BigDecimal fee(long records) {
        return feePerRecord.multiply(BigDecimal.valueOf(records));
    }
}
