package io.cdrstream.simulator;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What reading has cost so far: every record returned, as often as it was returned. Look-ups of ids count, missed ids
 * and REPORTS-USAGE do not.
 *
 * @param recordsByKey records returned to each key
 */
public record Bill(Map<String, Long> recordsByKey) {

    /** EUR for a record. */
    public static final BigDecimal FEE = new BigDecimal("0.0004");

    public long records() {
        return recordsByKey.values().stream().mapToLong(Long::longValue).sum();
    }

    /** EUR. */
    public BigDecimal fee() {
        return FEE.multiply(BigDecimal.valueOf(records()));
    }
}
