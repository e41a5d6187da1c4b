package io.cdrstream.sink;

import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A slice above the frontier of its pass, as its stream's book keeps it. */
final class OpenSlice {

    final Slice slice;
    final int pass;
    private final Instant block;
    private @Nullable SeenSet seen;
    private @Nullable Cursor next;
    private Instant asked;
    private boolean isDone;
    private boolean isDirty;
    private boolean isWhole;
    private int pages;

    /** Since this session has begun to read it: who has counted a part only has not seen enough. */
    private int records;

    /** Whether the checkpoints hold an entry that has to be deleted one day. */
    private boolean isStored;

    private OpenSlice(Slice slice, int pass, Instant block, Instant asked) {
        this.slice = slice;
        this.pass = pass;
        this.block = block;
        this.asked = asked;
        this.isWhole = block.equals(slice.from());
    }

    static OpenSlice fresh(PageRequest request, Instant asked) {
        return new OpenSlice(request.slice(), request.pass(), request.block(), asked);
    }

    static OpenSlice restored(SliceProgress progress) {
        OpenSlice open = new OpenSlice(progress.slice(), progress.pass(), progress.block(), progress.asked());
        open.next = progress.next();
        open.isDone = progress.isDone();
        open.isDirty = progress.isDirty();
        open.isWhole = progress.isWhole();
        open.pages = progress.pages();
        open.isStored = true;
        return open;
    }

    /** A time that counts as read by a pass. @param isWhole and not only by an audit of it */
    static OpenSlice done(Slice slice, int pass, Instant asked, boolean isWhole) {
        OpenSlice open = new OpenSlice(slice, pass, slice.from(), asked);
        open.isDone = true;
        open.isWhole = isWhole;
        return open;
    }

    /** A part of this slice that starts from its first page. */
    OpenSlice part(Slice part) {
        Instant begins = part.from().equals(slice.from()) ? block : part.from();
        OpenSlice open = new OpenSlice(part, pass, begins, asked);
        open.isDirty = isDirty;
        open.isStored = isStored && part.from().equals(slice.from()); // entries are found by where a slice begins
        return open;
    }

    /** Goes back to the first page if that is what was read; otherwise the page must be the one that is due. */
    void expect(Page page) {
        @Nullable Cursor cursor = page.request().cursor();
        if (isDone || pass != page.request().pass() || cursor != null && !Objects.equals(cursor, next)) {
            throw new IllegalStateException("a page of " + slice + " that is not due");
        }
        if (cursor == null) {
            pages = 0;
            records = 0;
            asked = page.apiTime();
        }
    }

    /** @param held how many records the page held */
    void advance(@Nullable Cursor cursor, boolean hasFound, int held) {
        next = cursor;
        isDone = cursor == null;
        records += held;
        isDirty |= hasFound || isDone && !isWhole && records < PassPlan.LEAST_AUDITED;
        pages++;
        seen = isDone ? null : seen;
    }

    @Nullable
    SeenSet seen() {
        return seen;
    }

    /** What was published of its time, as long as it is read. */
    SeenSet seen(SeenSet loaded) {
        seen = loaded;
        return loaded;
    }

    /** They are in its stream's chunks as well. */
    void forgetSeen() {
        seen = null;
    }

    /** What counts as read once it is done. */
    Slice covered() {
        return progress().covered();
    }

    Instant asked() {
        return asked;
    }

    boolean isDone() {
        return isDone;
    }

    boolean isWhole() {
        return isWhole || isDirty;
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
        return new SliceProgress(slice, pass, block, asked, next, isDone, pages, isWhole, isDirty);
    }
}
