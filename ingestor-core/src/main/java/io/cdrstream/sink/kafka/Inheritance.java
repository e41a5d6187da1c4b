package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.SeenSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stream takes over of its retired sibling's slices. One that is done stays done. One in progress starts from
 * its first page, since a cursor is bound to its query, and still knows what has been published of it; the chunks that
 * say so are written anew under the heir's name.
 */
final class Inheritance {

    private final List<SliceProgress> slices = new ArrayList<>();
    private final Map<Slice, SeenSet> seen = new HashMap<>();
    private final Map<Long, long[]> chunks = new TreeMap<>();
    private long sequence;

    Inheritance(Checkpoints stored, StreamRecord sibling, Map<String, long[]> fetched, long floor) {
        sequence = sibling.sequence(); // never restarts, or keys of chunks and ids of events would come back
        for (SliceProgress old : stored.slices(sibling.stream())) {
            SeenSet published = new SeenSet();
            List<ChunkRef> refs = new ArrayList<>();
            for (ChunkRef ref : old.chunks()) {
                long[] chunk = fetched.getOrDefault(new ChunkAt(sibling.stream(), ref).key(), new long[0]);
                published.addAll(chunk);
                chunks.put(++sequence, chunk);
                refs.add(new ChunkRef(sequence, floor, chunk.length));
            }
            seen.put(old.slice(), published);
            slices.add(new SliceProgress(old.slice(), null, old.isDone(), old.isDone() ? old.pages() : 0, refs));
        }
    }

    List<SliceProgress> slices() {
        return slices;
    }

    Map<Slice, SeenSet> seen() {
        return seen;
    }

    /** By sequence. */
    Map<Long, long[]> chunks() {
        return chunks;
    }

    /** The last one given away. */
    long sequence() {
        return sequence;
    }
}
