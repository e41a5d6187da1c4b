package io.cdrstream.sink;

import io.cdrstream.model.Cursor;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A slice above the watermark, as its stream's book keeps it. */
final class OpenSlice {

    final Slice slice;
    private SeenSet seen;
    private final List<ChunkRef> chunks;
    private @Nullable Cursor next;
    private boolean isDone;
    private int pages;
    /** Whether the checkpoints hold an entry that has to be deleted one day. */
    private boolean isStored;

    private OpenSlice(Slice slice, SeenSet seen, List<ChunkRef> chunks) {
        this.slice = slice;
        this.seen = seen;
        this.chunks = new ArrayList<>(chunks);
    }

    static OpenSlice fresh(Slice slice) {
        return new OpenSlice(slice, new SeenSet(), List.of());
    }

    static OpenSlice restored(SliceProgress progress, SeenSet seen) {
        OpenSlice open = new OpenSlice(progress.slice(), seen, progress.chunks());
        open.next = progress.next();
        open.isDone = progress.isDone();
        open.pages = progress.pages();
        open.isStored = true;
        return open;
    }

    /** A part of this slice that starts from its first page and still knows what the whole has published. */
    OpenSlice part(Slice part) {
        OpenSlice open = new OpenSlice(part, seen, chunks);
        open.isStored = isStored && part.from().equals(slice.from()); // entries are found by where a slice begins
        return open;
    }

    /** Goes back to the first page if that is what was read; otherwise the page must be the one that is due. */
    void expect(@Nullable Cursor cursor) {
        if (isDone || cursor != null && !Objects.equals(cursor, next)) {
            throw new IllegalStateException("a page of " + slice + " that is not due");
        }
        if (cursor == null) {
            pages = 0;
        }
    }

    void advance(@Nullable Cursor cursor) {
        next = cursor;
        isDone = cursor == null;
        pages++;
        seen = isDone ? new SeenSet() : seen; // nothing of it is read again; a part of the same whole keeps its own
    }

    void append(ChunkRef chunk) {
        chunks.add(chunk);
    }

    SeenSet seen() {
        return seen;
    }

    List<ChunkRef> clearChunks() {
        List<ChunkRef> cleared = List.copyOf(chunks);
        chunks.clear();
        return cleared;
    }

    boolean refersTo(ChunkRef chunk) {
        return chunks.contains(chunk);
    }

    boolean isDone() {
        return isDone;
    }

    boolean isStored() {
        return isStored;
    }

    int pages() {
        return pages;
    }

    SliceProgress store() {
        isStored = true;
        return progress();
    }

    SliceProgress progress() {
        return new SliceProgress(slice, next, isDone, pages, chunks);
    }
}
