package io.cdrstream.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The records of one stream, made as they are asked for: every second of all time holds the same number, and its
 * records are the same whenever they are asked for. A record is a template in which the time and some digits are
 * overwritten, which costs about as much as copying it: those of its ids, numbers, amounts and times.
 */
final class RecordsOf {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final char HEX_DIGIT = '#';
    private static final char DECIMAL_DIGIT = '%';
    private static final int HEX_OF_A_WORD = 16;
    private static final int DECIMALS_OF_A_WORD = 18;
    private static final String UUID = "########-####-####-####-############";
    private static final String TIME = "2026-01-01T00:00:00+0000";

    private final byte[] template;
    private final int timeAt;
    private final int[] hexDigits;
    private final int[] decimalDigits;
    private final long salt;
    private final int perSecond;

    RecordsOf(String account, String product, String direction, String timeField, int bytes, int perSecond) {
        String beforeTime = "{\"account_id\":\"" + account + "\",\"id\":\"" + UUID + "\",\"product\":\"" + product
                + "\",\"direction\":\"" + direction + "\",\"" + timeField + "\":\"";
        String afterTime = "\",\"to\":\"44%%%%%%%%%\",\"from\":\"447700900000\",\"status\":\"delivered\","
                + "\"price\":\"0.0%%%0000\",\"currency\":\"EUR\",\"total_price\":\"0.0%%%0000\",\"country\":\"GB\","
                + "\"country_name\":\"United Kingdom\",\"network\":\"234%%\",\"network_name\":\"Telefonica UK"
                + " Limited\",\"latency\":\"%%%%\",\"date_finalized\":\"2026-01-01T00:00:0%+0000\",\"client_ref\":\""
                + UUID + "\",\"error_code\":\"0\",\"error_code_description\":\"Delivered\","
                + "\"validity_period\":\"86400\",\"padding\":\"";
        String padding = "x".repeat(Math.max(0, bytes - (beforeTime + TIME + afterTime).length() - 2));
        String record = beforeTime + TIME + afterTime + padding + "\"}";
        this.template = record.getBytes(US_ASCII);
        this.timeAt = beforeTime.length();
        this.hexDigits = places(record, HEX_DIGIT);
        this.decimalDigits = places(record, DECIMAL_DIGIT);
        this.salt = mix(Arrays.hashCode((account + product + direction).toCharArray()));
        this.perSecond = perSecond;
    }

    private static int[] places(String record, char sign) {
        return IntStream.range(0, record.length())
                .filter(at -> record.charAt(at) == sign)
                .toArray();
    }

    int perSecond() {
        return perSecond;
    }

    int length() {
        return template.length;
    }

    /** Records {@code [first, first + count)} from this second on, with a comma between any two. */
    byte[] render(long fromSecond, long first, int count) {
        byte[] out = new byte[Math.max(0, count * (template.length + 1) - 1)];
        byte[] time = {};
        long shown = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int at = i * (template.length + 1);
            long second = fromSecond + (first + i) / perSecond;
            if (second != shown) {
                time = (Instant.ofEpochSecond(second).toString().substring(0, 19) + "+0000").getBytes(US_ASCII);
                shown = second;
            }
            System.arraycopy(template, 0, out, at, template.length);
            System.arraycopy(time, 0, out, at + timeAt, TIME.length());
            long bits = mix(salt ^ (second << 20 | (first + i) % perSecond));
            hexDigits(out, at, bits);
            decimalDigits(out, at, bits);
            if (i < count - 1) {
                out[at + template.length] = ',';
            }
        }
        return out;
    }

    /** The record's bits are the first digits of its id, so that no two of a stream share one. */
    private void hexDigits(byte[] out, int at, long bits) {
        long word = bits;
        for (int i = 0; i < hexDigits.length; i++) {
            if (i > 0 && i % HEX_OF_A_WORD == 0) {
                word = mix(word);
            }
            out[at + hexDigits[i]] = HEX[(int) (word >>> 4 * (i % HEX_OF_A_WORD)) & 15];
        }
    }

    private void decimalDigits(byte[] out, int at, long bits) {
        long word = 0;
        for (int i = 0; i < decimalDigits.length; i++) {
            if (i % DECIMALS_OF_A_WORD == 0) {
                word = mix(bits + i + 1) >>> 1;
            }
            out[at + decimalDigits[i]] = (byte) ('0' + word % 10);
            word /= 10;
        }
    }

    /** A bijection (the finaliser of SplitMix64). */
    private static long mix(long x) {
        long a = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
