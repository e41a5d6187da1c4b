package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which slice of a stream is read next: the first gap above the watermark, as much of it as is settled (I4).
 *
 * <pre>
 *   ───────┤ open ├    gap    ├ done ├            ├ settle ┤
 *      watermark  └─ planned ─┘                horizon    now
 * </pre>
 *
 * <p>Nothing at or after the horizon is ever asked for: what was received there may not be visible yet.
 */
public final class SlicePlanner {

    private final CdrStream stream;
    private final Duration interval;

    /** @param interval the least length of a slice that ends at the horizon */
    public SlicePlanner(CdrStream stream, Duration interval) {
        this.stream = stream;
        this.interval = interval;
    }

    /**
     * The next slice, or null if none is due.
     *
     * @param taken slices that are planned or stored, by where they begin; never overlapping
     */
    public @Nullable Slice next(Instant watermark, SortedMap<Instant, Slice> taken, Duration length, Instant apiTime) {
        Instant from = firstGap(watermark, taken);
        SortedMap<Instant, Slice> above = taken.tailMap(from);
        Instant limit = min(horizon(apiTime), stream.end());
        Instant to = above.isEmpty() ? limit : min(limit, above.firstKey());
        boolean isDue = to.isBefore(limit) || !apiTime.isBefore(due(from)) || to.equals(stream.end());
        if (!isDue || !from.isBefore(to)) {
            return null;
        }
        return new Slice(from, min(to, from.plus(length)));
    }

    /** When the slice that begins here is due. */
    public Instant due(Instant from) {
        Instant due = from.plus(interval).plus(stream.settle());
        return stream.end() == null ? due : min(due, stream.end().plus(stream.settle()));
    }

    /** Where the first gap begins. */
    public static Instant firstGap(Instant watermark, SortedMap<Instant, Slice> taken) {
        Instant from = watermark;
        for (Slice slice : taken.values()) {
            if (slice.from().isAfter(from)) {
                break;
            }
            from = slice.to().isAfter(from) ? slice.to() : from;
        }
        return from;
    }

    private Instant horizon(Instant apiTime) {
        return apiTime.minus(stream.settle()).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant min(Instant a, @Nullable Instant b) {
        return b == null || a.isBefore(b) ? a : b;
    }
}
