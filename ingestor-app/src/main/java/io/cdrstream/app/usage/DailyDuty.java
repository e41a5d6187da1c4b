package io.cdrstream.app.usage;

import io.cdrstream.plan.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When something that has to be done once for every UTC day is due: some time after the day has ended, and again with
 * growing pauses where it fails, up to {@link #MOST_ATTEMPTS} times for a day.
 *
 * <p>It knows of nothing that was done before it was made, so the last day that was due is always made up for. That is
 * sound because the duty may be repeated at will, and it is what a restart needs, whose gauges know nothing either.
 * Time that goes back changes nothing.
 */
final class DailyDuty {

    static final int MOST_ATTEMPTS = 8;

    private static final Backoff PAUSES = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

    private final Duration at;
    private LocalDate day = LocalDate.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private int failures;
    private boolean isDone;

    /** @param at the time of the following day */
    DailyDuty(LocalTime at) {
        this.at = Duration.between(LocalTime.MIDNIGHT, at);
    }

    /** Whether it has to be done now, for {@link #day}. */
    boolean isDue(Instant now) {
        LocalDate last = LocalDate.ofInstant(now.minus(at), ZoneOffset.UTC).minusDays(1);
        if (last.isAfter(day)) {
            day = last;
            notBefore = now;
            failures = 0;
            isDone = false;
        }
        return !isDone && failures < MOST_ATTEMPTS && !now.isBefore(notBefore);
    }

    LocalDate day() {
        return day;
    }

    void done() {
        isDone = true;
    }

    /** It could not be done. Returns after which pause it is due again; none = not for this day. */
    Optional<Duration> failed(Instant now) {
        Duration pause = PAUSES.pause(++failures, 0);
        notBefore = now.plus(pause);
        return failures < MOST_ATTEMPTS ? Optional.of(pause) : Optional.empty();
    }
}
