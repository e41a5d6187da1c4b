package io.cdrstream.flow;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Slice;
import io.cdrstream.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.TreeMap;

/**
 * About how many records a stream has in which hour: what its seen-set knows of. Revisits are sized by it. Confined to
 * the planning thread.
 */
final class Density {

    private final TreeMap<Instant, Double> hours = new TreeMap<>();

    Density(Collection<ChunkRef> chunks) {
        chunks.forEach(chunk -> add(chunk.range(), chunk.size()));
    }

    /** So many records were found in this time. */
    void add(Slice range, long records) {
        double perSecond = records / (double) range.span().getSeconds();
        for (Instant hour = first(range); hour.isBefore(range.to()); hour = hour.plus(Tally.HOUR)) {
            hours.merge(hour, perSecond * shared(hour, range), Double::sum);
        }
    }

    long expected(Slice range) {
        double sum = 0;
        for (Instant hour = first(range); hour.isBefore(range.to()); hour = hour.plus(Tally.HOUR)) {
            sum += hours.getOrDefault(hour, 0.0) * shared(hour, range) / Tally.HOUR.getSeconds();
        }
        return Math.round(sum);
    }

    /** Nobody will ask for what is before. */
    void forget(Instant before) {
        hours.headMap(before.truncatedTo(ChronoUnit.HOURS)).clear();
    }

    private static Instant first(Slice range) {
        return range.from().truncatedTo(ChronoUnit.HOURS);
    }

    /** Seconds of the hour that are in the range. */
    private static long shared(Instant hour, Slice range) {
        Instant end = hour.plus(Tally.HOUR);
        Instant from = hour.isBefore(range.from()) ? range.from() : hour;
        return Duration.between(from, end.isAfter(range.to()) ? range.to() : end)
                .getSeconds();
    }
}
