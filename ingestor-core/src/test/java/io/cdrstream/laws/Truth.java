package io.cdrstream.laws;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an hour of a stream holds.
 *
 * @param distinct records
 * @param charge the last charge of each, by currency; a sum of zero is no sum
 * @param ids sum of the first eight bytes of the SHA-256 of each id: the same in any order
 */
record Truth(long distinct, Map<String, BigDecimal> charge, long ids) {

    static final Truth NONE = new Truth(0, Map.of(), 0);

    Truth {
        Map<String, BigDecimal> sums = new TreeMap<>();
        charge.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                sums.put(currency, sum.stripTrailingZeros()); // so that equal sums are equal
            }
        });
        charge = sums;
    }

    static Truth of(Life life, int version) {
        return new Truth(1, Map.of(life.currency(), life.charge(version)), word(life.id()));
    }

    Truth plus(Truth more) {
        Map<String, BigDecimal> sums = new TreeMap<>(charge);
        more.charge.forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add));
        return new Truth(distinct + more.distinct, sums, ids + more.ids);
    }

    private static long word(String id) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(id.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
