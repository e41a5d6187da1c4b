package io.cdrstream.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;

/**
 * The records of one stream, made as they are asked for: every second of all time holds the same number, and its
 * records are the same whenever they are asked for. A record is a template in which id, time and number are
 * overwritten, which costs about as much as copying it.
 */
final class RecordsOf {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int TIME_LENGTH = "2026-01-01T00:00:00+0000".length();
    private static final int DIGITS = 11;

    private final byte[] template;
    private final int idAt;
    private final int timeAt;
    private final int numberAt;
    private final long salt;
    private final int perSecond;

    RecordsOf(String account, String product, String direction, String timeField, int bytes, int perSecond) {
        String head = "{\"account_id\":\"" + account + "\",\"id\":\"";
        String id = "00000000-0000-0000-0000-000000000000";
        String afterId =
                "\",\"product\":\"" + product + "\",\"direction\":\"" + direction + "\",\"" + timeField + "\":\"";
        String afterTime = "\",\"to\":\"";
        String tail =
                "\",\"from\":\"447700900000\",\"status\":\"delivered\",\"price\":\"0.03330000\",\"currency\":\"EUR\","
                        + "\"total_price\":\"0.03330000\",\"country\":\"GB\",\"country_name\":\"United Kingdom\","
                        + "\"network\":\"23410\",\"network_name\":\"Telefonica UK Limited\",\"latency\":\"1243\","
                        + "\"date_finalized\":\"2026-01-01T00:00:01+0000\",\"client_ref\":null,\"error_code\":\"0\","
                        + "\"error_code_description\":\"Delivered\",\"validity_period\":\"86400\",\"padding\":\"";
        int length = head.length()
                + id.length()
                + afterId.length()
                + TIME_LENGTH
                + afterTime.length()
                + DIGITS
                + tail.length()
                + 2;
        String padding = "x".repeat(Math.max(0, bytes - length));
        String time = "-".repeat(TIME_LENGTH);
        String number = "0".repeat(DIGITS);
        this.template = (head + id + afterId + time + afterTime + number + tail + padding + "\"}").getBytes(US_ASCII);
        this.idAt = head.length();
        this.timeAt = idAt + id.length() + afterId.length();
        this.numberAt = timeAt + TIME_LENGTH + afterTime.length();
        this.salt = mix(Arrays.hashCode((account + product + direction).toCharArray()));
        this.perSecond = perSecond;
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
            System.arraycopy(time, 0, out, at + timeAt, TIME_LENGTH);
            identify(out, at, mix(salt ^ (second << 20 | (first + i) % perSecond)));
            if (i < count - 1) {
                out[at + template.length] = ',';
            }
        }
        return out;
    }

    /** Sixty-four bits make the id; the rest of it is the stream's. Some of them make a phone number. */
    private void identify(byte[] out, int at, long bits) {
        hex(out, at + idAt, bits, 8);
        hex(out, at + idAt + 9, bits >>> 32, 4);
        hex(out, at + idAt + 14, bits >>> 48, 4);
        hex(out, at + idAt + 24, salt, 12);
        long digits = bits >>> 1;
        for (int i = 0; i < DIGITS; i++) {
            out[at + numberAt + i] = (byte) ('0' + digits % 10);
            digits /= 10;
        }
    }

    private static void hex(byte[] out, int at, long bits, int digits) {
        for (int i = 0; i < digits; i++) {
            out[at + i] = HEX[(int) (bits >>> 4 * i) & 15];
        }
    }

    /** A bijection (the finaliser of SplitMix64), so that no two records of a stream share an id. */
    private static long mix(long x) {
        long a = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
