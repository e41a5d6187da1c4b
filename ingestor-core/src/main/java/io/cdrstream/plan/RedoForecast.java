package io.cdrstream.plan;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import io.cdrstream.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * What it would take to read what is left of a redo, in slices as wide as they may be.
 *
 * <p>Records are those that passes have found, hour by hour: so there are as many, unless the API has got some that
 * were never seen. Of an hour that is only partly in that time they count as spread evenly.
 *
 * @param requests one at least for each slice
 */
public record RedoForecast(Instant from, Instant to, long slices, long requests, long records) {

    private static final int PAGE = 1000;

    /**
     * Of what a redo has yet to read.
     *
     * @param closed what is said of its hours
     * @param open what passes have found in hours that they have not finished
     */
    public static RedoForecast of(Redo redo, Collection<CompletenessEntry> closed, Collection<Tally> open) {
        double known = closed.stream()
                        .mapToDouble(entry -> part(entry.found(), new Slice(entry.from(), entry.to()), redo))
                        .sum()
                + open.stream()
                        .mapToDouble(tally -> part(tally, hour(tally), redo))
                        .sum();
        double seconds = Duration.between(redo.next(), redo.to()).toSeconds();
        double slices = Math.ceil(Math.max(seconds / Slice.MAX_SPAN.toSeconds(), known / RevisitLength.MOST_RECORDS));
        double requests = slices * Math.max(1, Math.ceil(known / slices / PAGE));
        return new RedoForecast(redo.next(), redo.to(), (long) slices, (long) requests, Math.round(known));
    }

    private static Slice hour(Tally tally) {
        return new Slice(tally.hour(), tally.hour().plus(Tally.HOUR));
    }

    /** The API returns what is dead as well, and charges for it. */
    private static double part(Tally found, Slice time, Redo left) {
        Instant from = time.from().isBefore(left.next()) ? left.next() : time.from();
        Instant to = time.to().isAfter(left.to()) ? left.to() : time.to();
        double shared = Math.max(0, Duration.between(from, to).toSeconds());
        return (found.counts().distinct() + found.counts().dead())
                * shared
                / time.span().toSeconds();
    }
}
