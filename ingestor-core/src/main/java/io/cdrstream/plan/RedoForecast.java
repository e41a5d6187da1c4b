package io.cdrstream.plan;

import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;

/**
 * What it would take to read the time of a stream once more that no pass is going to read again: from a moment to the
 * frontier of its last pass, in slices as wide as they may be.
 *
 * <p>Records are those that the seen-set knows of in that time, an update counted beside what it has updated: so there
 * are rather fewer, unless the API has got some that were never seen. Of a chunk that is only partly in that time they
 * count as spread evenly over its range. A merged chunk's range is long, so where traffic is dense in the part that is
 * read, the forecast may be too low, by a tenth or so; where it is thin there, too high.
 *
 * @param requests one at least for each slice
 */
public record RedoForecast(Instant from, Instant to, long slices, long requests, long records) {

    private static final int PAGE = 1000;

    /**
     * Of what {@link Redo#of} allows.
     *
     * @throws io.cdrstream.model.RedoRefused if it does not
     */
    public static RedoForecast of(Progress progress, Instant from) {
        Redo redo = Redo.of(progress.reached(), from);
        return of(progress, redo.from(), redo.to());
    }

    /** Of what is left of one that is under way: what it would save to cancel it. */
    public static RedoForecast left(Progress progress, Redo redo) {
        return of(progress, redo.next(), redo.to());
    }

    private static RedoForecast of(Progress progress, Instant begin, Instant end) {
        double seconds = Duration.between(begin, end).toSeconds();
        double records = progress.chunks().stream()
                .mapToDouble(chunk -> known(chunk, begin, end))
                .sum();
        double slices = Math.ceil(Math.max(seconds / Slice.MAX_SPAN.toSeconds(), records / RevisitLength.MOST_RECORDS));
        double requests = slices * Math.max(1, Math.ceil(records / slices / PAGE));
        return new RedoForecast(begin, end, (long) slices, (long) requests, Math.round(records));
    }

    private static double known(ChunkRef chunk, Instant begin, Instant end) {
        Instant from =
                chunk.range().from().isBefore(begin) ? begin : chunk.range().from();
        Instant to = chunk.range().to().isAfter(end) ? end : chunk.range().to();
        double shared = Math.max(0, Duration.between(from, to).toSeconds());
        return chunk.size() * shared / chunk.range().span().toSeconds();
    }
}
