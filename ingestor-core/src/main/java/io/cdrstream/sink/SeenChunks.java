package io.cdrstream.sink;

import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seen-set of one stream as it is stored: chunks that are only ever appended and dropped, so that a commit that
 * fails leaves them as they were. What one posting changes is collected here until it is taken.
 *
 * <p>Each commit has a number of its own, which its chunk bears. It never restarts, so a slice that is read again
 * appends chunks and overwrites none.
 */
final class SeenChunks {

    private final StreamId stream;
    private final SeenStore store;
    private final ChunkIndex index;
    private Instant known;
    private long sequence;
    private List<Posting.Chunk> appended = new ArrayList<>();
    private List<ChunkRef> dropped = new ArrayList<>();

    SeenChunks(Progress progress, SeenStore store) {
        this.stream = progress.stream();
        this.store = store;
        this.index = new ChunkIndex(progress.chunks());
        this.known = progress.reached().known();
        this.sequence = progress.sequence();
    }

    /** The number of the commit that begins. */
    long begin() {
        return ++sequence;
    }

    /** The number of the commit that will be next. */
    long next() {
        return sequence + 1;
    }

    /** The number of the commit that is under way, or was the last. */
    long last() {
        return sequence;
    }

    /** What was published of a time and its surroundings, this very posting included. */
    SeenSet load(Slice range) {
        SeenSet seen = new SeenSet();
        List<ChunkRef> wanted = index.overlapping(range);
        if (!wanted.isEmpty()) {
            Map<ChunkRef, Fingerprint[]> loaded = fetch(wanted);
            wanted.forEach(chunk -> seen.putAll(get(loaded, chunk), range.contains(chunk.range())));
        }
        return seen;
    }

    private Map<ChunkRef, Fingerprint[]> fetch(List<ChunkRef> wanted) {
        Map<ChunkRef, Fingerprint[]> here = new HashMap<>();
        appended.forEach(chunk -> here.put(chunk.ref(), chunk.prints()));
        List<ChunkRef> stored =
                wanted.stream().filter(chunk -> !here.containsKey(chunk)).toList();
        here.putAll(store.load(stored));
        return here;
    }

    private static Fingerprint[] get(Map<ChunkRef, Fingerprint[]> loaded, ChunkRef chunk) {
        Fingerprint @Nullable [] prints = loaded.get(chunk);
        if (prints == null) {
            throw new IllegalStateException("the store has left out a chunk");
        }
        return prints;
    }

    /** @param floor an offset of the seen topic at or before the chunk that is going to be written */
    void append(List<Fingerprint> prints, Slice range, long floor) {
        append(prints.toArray(Fingerprint[]::new), range, floor);
    }

    private void append(Fingerprint[] prints, Slice range, long floor) {
        if (prints.length > 0 && remembers(range)) {
            ChunkRef ref = new ChunkRef(stream.text(), sequence, floor, prints.length, range);
            index.add(ref);
            appended.add(new Posting.Chunk(ref, prints));
        }
    }

    /**
     * A slice that is read to its end needs one chunk and not one for each of its pages.
     *
     * @param all the seen-set of the slice
     * @param last what its last page has added to it
     */
    void close(Slice slice, SeenSet all, List<Fingerprint> last, long floor) {
        List<ChunkRef> parts = index.within(slice);
        boolean isOne = parts.size() + (last.isEmpty() ? 0 : 1) <= 1;
        Fingerprint[] own = isOne ? new Fingerprint[0] : all.own();
        if (isOne || own.length > ChunkIndex.MOST_PRINTS) {
            append(last, slice, floor);
        } else {
            drop(parts);
            append(own, slice, floor);
        }
    }

    /** @param open slices whose chunks stay as they are */
    void mergeNeighbours(Collection<Slice> open, long floor) {
        List<ChunkRef> parts = index.mergeable(open);
        if (!parts.isEmpty()) {
            Slice range = ChunkIndex.hull(parts);
            SeenSet all = load(range);
            drop(parts);
            begin();
            append(all.own(), range, floor);
        }
    }

    /** What was known once and is dropped is never said to be known again, whatever plans may come. */
    void forget(Instant before) {
        if (before.isAfter(known)) {
            known = before;
            drop(index.before(known));
        }
    }

    private void drop(List<ChunkRef> gone) {
        index.remove(gone);
        for (ChunkRef chunk : gone) {
            if (!appended.removeIf(written -> written.ref().equals(chunk))) {
                dropped.add(chunk);
            }
        }
    }

    /** Whether it is still known what was published of that time. */
    boolean remembers(Slice range) {
        return range.to().isAfter(known);
    }

    /** From when on it is. */
    Instant known() {
        return known;
    }

    Posting.Seen takeChanges() {
        Posting.Seen changes = new Posting.Seen(appended, dropped);
        appended = new ArrayList<>();
        dropped = new ArrayList<>();
        return changes;
    }

    List<ChunkRef> all() {
        return index.all();
    }
}
