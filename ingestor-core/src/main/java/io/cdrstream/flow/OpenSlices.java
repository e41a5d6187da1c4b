package io.cdrstream.flow;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The slices that a stream is reading, oldest first; no two overlap. Confined to the planning thread. */
final class OpenSlices {

    private final TreeMap<Instant, SliceReader> slices = new TreeMap<>();

    SliceReader add(SliceReader slice) {
        slices.put(slice.slice.from(), slice);
        return slice;
    }

    /** Both parts of a slice take its place. Returns the first. */
    SliceReader replace(SliceReader whole, SliceReader first, SliceReader rest) {
        slices.remove(whole.slice.from());
        add(rest);
        return add(first);
    }

    /** Whose page this is; null if it is not being read. */
    @Nullable
    SliceReader of(PageRequest request) {
        @Nullable SliceReader slice = slices.get(request.slice().from());
        return slice == null || !slice.isOf(request) ? null : slice;
    }

    /** The oldest that is so, or null. */
    @Nullable
    SliceReader first(Predicate<SliceReader> wanted) {
        for (SliceReader slice : slices.values()) {
            if (wanted.test(slice)) {
                return slice;
            }
        }
        return null;
    }

    /** The last page of a slice is durable. */
    void committed(PageRequest last) {
        @Nullable SliceReader slice = of(last);
        if (slice != null && slice.isRead()) {
            slices.remove(slice.slice.from());
        }
    }

    int count(Predicate<SliceReader> wanted) {
        return (int) slices.values().stream().filter(wanted).count();
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    boolean touch(Slice range) {
        return slices.values().stream().anyMatch(slice -> slice.slice.overlaps(range));
    }

    /** Nanoseconds until one of them may ask for its next page; endless if something else has to happen first. */
    long untilReady(long now) {
        return slices.values().stream()
                .mapToLong(slice -> slice.untilReady(now))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
