package io.cdrstream.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the API's times and never fails: what is no time, or lies outside of the years 2000 to 2199, is null.
 *
 * <p>The usual shapes {@code 2026-11-21T10:00:00} with {@code +00:00}, {@code +0000} or {@code Z} are read without an
 * allocation but the result, since every record has one. Anything near to them (one-digit months, a space for the T,
 * fractions, other zones, none) goes through a pattern. A time without a zone is UTC.
 */
public final class ApiTime {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;
    private static final int LONGEST = 64;

    private static final Pattern TOLERANT =
            Pattern.compile("\\s*(\\d{4})-(\\d{1,2})-(\\d{1,2})[Tt ]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})"
                    + "(?:[.,](\\d{1,9})\\d*)?)?\\s*([Zz]|[+-]\\d{2}(?::?\\d{2})?)?\\s*");

    private ApiTime() {}

    public static @Nullable Instant parse(@Nullable String text) {
        return text == null ? null : parse(text.toCharArray(), 0, text.length());
    }

    public static @Nullable Instant parse(char[] text, int at, int length) {
        try {
            if (isUsual(text, at, length)) {
                return instant(text, at);
            }
            return length > LONGEST ? null : tolerant(new String(text, at, length));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The {@code Date} header, or any other HTTP date. */
    public static @Nullable Instant ofHeader(@Nullable String text) {
        try {
            return text == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isUsual(char[] c, int at, int length) {
        return length >= 20
                && c[at + 4] == '-'
                && c[at + 7] == '-'
                && c[at + 10] == 'T'
                && c[at + 13] == ':'
                && c[at + 16] == ':'
                && isUtc(c, at + 19, length - 19);
    }

    private static boolean isUtc(char[] c, int at, int length) {
        if (length == 1) {
            return c[at] == 'Z';
        }
        boolean colon = length == 6 && c[at + 3] == ':';
        return (colon || length == 5)
                && c[at] == '+'
                && c[at + 1] == '0'
                && c[at + 2] == '0'
                && c[at + length - 2] == '0'
                && c[at + length - 1] == '0';
    }

    private static @Nullable Instant instant(char[] c, int at) {
        int year = number(c, at, 4);
        int hour = number(c, at + 11, 2);
        int minute = number(c, at + 14, 2);
        int second = number(c, at + 17, 2);
        if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        long day =
                LocalDate.of(year, number(c, at + 5, 2), number(c, at + 8, 2)).toEpochDay();
        return Instant.ofEpochSecond(day * 86_400 + hour * 3600L + minute * 60L + second);
    }

    /** Something far out of every range if one of the characters is no digit. */
    private static int number(char[] c, int at, int digits) {
        int number = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = c[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MAX_VALUE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static @Nullable Instant tolerant(String text) {
        Matcher m = TOLERANT.matcher(text);
        if (!m.matches()) {
            return null;
        }
        int year = Integer.parseInt(m.group(1));
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return null;
        }
        int second = m.group(6) == null ? 0 : Integer.parseInt(m.group(6));
        int nanos = m.group(7) == null ? 0 : Integer.parseInt((m.group(7) + "00000000").substring(0, 9));
        ZoneOffset zone =
                m.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(m.group(8).toUpperCase(Locale.ROOT));
        return LocalDateTime.of(
                        year,
                        Integer.parseInt(m.group(2)),
                        Integer.parseInt(m.group(3)),
                        Integer.parseInt(m.group(4)),
                        Integer.parseInt(m.group(5)),
                        second,
                        nanos)
                .toInstant(zone);
    }
}
