package io.cdrstream.simulator;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The API's dates: ISO with an offset as {@code Z}, {@code +00:00} or {@code +0000}, written with {@code +00:00}. */
public final class ApiDates {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private static final DateTimeFormatter WRITE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private ApiDates() {}

    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, READ).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String write(Instant instant) {
        return WRITE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /**
     * The first whole second that is not before the instant: right for both ends of a half-open range of whole seconds.
     */
    static long ceiling(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }
}
