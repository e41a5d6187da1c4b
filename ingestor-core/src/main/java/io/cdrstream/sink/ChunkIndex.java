package io.cdrstream.sink;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which chunks of the seen-set a stream has: where they are and of what time, not what is in them. Of a record that is
 * in several, the chunk with the highest sequence is right.
 */
final class ChunkIndex {

    /** Chunks of neighbours are merged if there are this many of them … */
    private static final int FEW = 8;
    /** … and their sum is no more than this; */
    private static final int SMALL = 4_096;
    /** or this many with a larger sum. */
    private static final int MANY = 32;

    /** Fingerprints in a chunk: with 24 bytes each less than a message may have by default. */
    static final int MOST_PRINTS = 30_000;

    private static final Duration LONGEST = Duration.ofHours(6);

    private final TreeMap<Long, ChunkRef> chunks = new TreeMap<>();
    private int sinceLooked;

    ChunkIndex(Collection<ChunkRef> restored) {
        restored.forEach(chunk -> chunks.put(chunk.sequence(), chunk));
        sinceLooked = FEW;
    }

    void add(ChunkRef chunk) {
        chunks.put(chunk.sequence(), chunk);
        sinceLooked++;
    }

    void remove(Collection<ChunkRef> gone) {
        gone.forEach(chunk -> chunks.remove(chunk.sequence()));
    }

    /** In the order in which they were written. */
    List<ChunkRef> overlapping(Slice range) {
        return chunks.values().stream()
                .filter(chunk -> chunk.range().overlaps(range))
                .toList();
    }

    List<ChunkRef> within(Slice range) {
        return chunks.values().stream()
                .filter(chunk -> range.contains(chunk.range()))
                .toList();
    }

    /** Those that end at or before. */
    List<ChunkRef> before(Instant time) {
        return chunks.values().stream()
                .filter(chunk -> !chunk.range().to().isAfter(time))
                .toList();
    }

    List<ChunkRef> all() {
        return List.copyOf(chunks.values());
    }

    /**
     * Some small neighbours that may become one chunk, since no other overlaps them; mostly none. Looks only when there
     * are enough new ones.
     *
     * @param open what is being read; its chunks stay as they are
     */
    List<ChunkRef> mergeable(Collection<Slice> open) {
        if (sinceLooked < FEW) {
            return List.of();
        }
        sinceLooked = 0;
        List<ChunkRef> sorted = new ArrayList<>(chunks.values());
        sorted.sort(Comparator.comparing((ChunkRef chunk) -> chunk.range().from()));
        List<ChunkRef> group = new ArrayList<>();
        for (ChunkRef chunk : sorted) {
            if (!group.isEmpty() && !fits(group, chunk)) {
                if (isWorthwhile(group, open)) {
                    return group;
                }
                group = new ArrayList<>();
            }
            group.add(chunk);
        }
        return isWorthwhile(group, open) ? group : List.of();
    }

    private static boolean fits(List<ChunkRef> group, ChunkRef chunk) {
        int size = size(group) + chunk.size();
        Slice hull = hull(group);
        Duration span = hull.hullWith(chunk.range());
        return hull.overlaps(chunk.range())
                ? span.compareTo(Slice.MAX_SPAN) <= 0
                : size <= SMALL && span.compareTo(LONGEST) <= 0;
    }

    /** Whoever overlaps a group belongs to it, except those that began before it. */
    private boolean isWorthwhile(List<ChunkRef> group, Collection<Slice> open) {
        int size = size(group);
        boolean isEnough = group.size() >= FEW && size <= SMALL || group.size() >= MANY && size <= MOST_PRINTS;
        if (!isEnough) {
            return false;
        }
        Slice hull = hull(group);
        return open.stream().noneMatch(hull::overlaps) && overlapping(hull).size() == group.size();
    }

    private static int size(List<ChunkRef> group) {
        return group.stream().mapToInt(ChunkRef::size).sum();
    }

    static Slice hull(List<ChunkRef> group) {
        return group.stream().map(ChunkRef::range).reduce(Slice::hull).orElseThrow();
    }
}
