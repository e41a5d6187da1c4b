package io.cdrstream.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A time as it is given on a command line: {@code 2026-03-03T12:00:00Z}, with another offset, or a day, which is its
 * midnight UTC. Of years that computers count in: whatever is added to it or taken from it is a time as well.
 */
final class GivenTime {

    private static final int LAST_YEAR = 9999;

    private GivenTime() {}

    /** @param option its name, for the complaint */
    static Instant of(String option, String text) throws Refused {
        Instant time = parsed(option, text);
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (time.isBefore(Instant.EPOCH) || year > LAST_YEAR) {
            throw new Refused(ExitCode.CONFIGURATION, option + " takes a time of the years 1970 to 9999, not " + text);
        }
        return time;
    }

    private static Instant parsed(String option, String text) throws Refused {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refused(
                    ExitCode.CONFIGURATION,
                    option + " takes a time such as 2026-03-03T12:00:00Z, or a day such as 2026-03-03, not " + text);
        }
    }
}
