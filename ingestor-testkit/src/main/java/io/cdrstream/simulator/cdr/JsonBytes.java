package io.cdrstream.simulator.cdr;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A growing array of UTF-8 bytes with the few shapes a CDR is made of. It never escapes: callers write only text that
 * needs none, or text escaped beforehand. Not thread-safe; meant to be cleared and used again, so that a page costs no
 * garbage.
 */
public final class JsonBytes extends OutputStream {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long DAY = 86_400;

    private byte[] bytes = new byte[1024];
    private int length;
    private long cachedDay = Long.MIN_VALUE;
    private byte[] cachedDate = {};

    public int length() {
        return length;
    }

    /**
     * The array itself, valid up to {@link #length()} and until the next write: for copying without an intermediate.
     */
    public byte[] array() {
        return bytes;
    }

    public void clear() {
        length = 0;
    }

    public void truncate(int newLength) {
        length = newLength;
    }

    @Override
    public void write(int b) {
        room(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    public JsonBytes raw(byte[] source) {
        write(source, 0, source.length);
        return this;
    }

    public JsonBytes text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    public JsonBytes number(long value) {
        if (value < 10 && value >= 0) {
            write('0' + (int) value);
            return this;
        }
        return raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    /** The last {@code digits} decimal digits of a value that is not negative. */
    public JsonBytes digits(long value, int digits) {
        room(digits);
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** The lowest {@code digits} hexadecimal digits. */
    public JsonBytes hex(long value, int digits) {
        room(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** An amount given in hundred-millionths, with its eight decimal places. */
    public JsonBytes money(long amount) {
        number(amount / 100_000_000);
        write('.');
        return digits(amount % 100_000_000, 8);
    }

    /** {@code 2024-02-02T13:50:00}, without an offset. */
    public JsonBytes dateTime(long epochSecond) {
        long day = Math.floorDiv(epochSecond, DAY);
        if (day != cachedDay) {
            cachedDate = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            cachedDay = day;
        }
        raw(cachedDate).write('T');
        return timeOfDay(Math.floorMod(epochSecond, DAY));
    }

    public JsonBytes timeOfDay(long second) {
        digits(second / 3600, 2).write(':');
        digits(second / 60 % 60, 2).write(':');
        return digits(second % 60, 2);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
