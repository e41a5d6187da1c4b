package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the reading of a slice has come, ahead of its commits. Confined to the planning thread. */
final class SliceReader {

    private enum State {
        /** Its next page may be asked for. */
        READY,
        /** A request is under way; pages of a slice are sequential. */
        ASKED,
        /** Its last page has arrived. */
        READ
    }

    final Slice slice;
    final int pass;
    final Instant block;
    private State state = State.READY;
    private @Nullable Cursor next;
    private final Set<Cursor> used = new HashSet<>();
    private long records;
    private int failures;
    private int malformed;
    private int salvaged;
    private int refusals;
    private int expiries;
    private long notBefore;
    private boolean isHeld;
    private boolean isPart;

    /** @param block where the time begins that it stands for: before it in an audit */
    SliceReader(Slice slice, int pass, Instant block, long now) {
        this.slice = slice;
        this.pass = pass;
        this.block = block;
        this.notBefore = now;
    }

    static SliceReader restored(SliceProgress progress, long now) {
        SliceReader reader = new SliceReader(progress.slice(), progress.pass(), progress.block(), now);
        reader.next = progress.next();
        reader.state = progress.isDone() ? State.READ : State.READY;
        return reader;
    }

    /** A part of this one, which was too long, or of what is left of one. */
    SliceReader part(Slice part) {
        SliceReader reader =
                new SliceReader(part, pass, part.from().equals(slice.from()) ? block : part.from(), notBefore);
        reader.isPart = true;
        return reader;
    }

    /** Whether it may be read in shorter parts as well, since nobody has asked for it yet. */
    boolean isUntouchedPart() {
        return isPart;
    }

    boolean isReady(long now) {
        return state == State.READY && now - notBefore >= 0;
    }

    /** Nanoseconds until its next page may be asked for; endless if something else has to happen first. */
    long untilReady(long now) {
        return state == State.READY ? Math.max(0, notBefore - now) : Long.MAX_VALUE;
    }

    boolean isAsked() {
        return state == State.ASKED;
    }

    boolean isBusy(long now) {
        return isAsked() || isReady(now);
    }

    boolean isRead() {
        return state == State.READ;
    }

    boolean isOf(PageRequest request) {
        return slice.equals(request.slice()) && pass == request.pass();
    }

    PageRequest next(CdrStream stream) {
        return new PageRequest(stream, slice, next, pass, block, List.of());
    }

    /** @param isHeld whether the answer is here already, or on its way since before this session */
    PageRequest ask(CdrStream stream, boolean isHeld) {
        state = State.ASKED;
        isPart = false;
        this.isHeld = isHeld;
        return next(stream);
    }

    /** Whether the page leads on to one that has been read already: following it would never end. */
    boolean isLoop(Page page) {
        return page.next() != null && (page.next().equals(next) || used.contains(page.next()));
    }

    void got(Page page) {
        if (next != null) {
            used.add(next);
        }
        next = page.next();
        state = next == null ? State.READ : State.READY;
        records += page.records().size() + page.bad().size();
        failures = 0;
        malformed = 0;
        salvaged = 0;
        refusals = 0;
    }

    /** Asks for the same page again, after a pause. Returns how often in a row it has failed. */
    int failed() {
        state = State.READY;
        return ++failures;
    }

    /**
     * Its page came and could not be read to its end. Returns how often in a row, whatever else has failed in between.
     */
    int malformed() {
        return ++malformed;
    }

    /** Its page came with records that could not be read. Returns how often in a row, as before. */
    int salvaged() {
        return ++salvaged;
    }

    /** Whether the page asked for last was paid for in an earlier session. */
    boolean isHeld() {
        return isHeld;
    }

    /** Asks for the same page again, once the stream is no longer parked. Returns how often in a row. */
    int refused() {
        state = State.READY;
        return ++refusals;
    }

    void waitUntil(long time) {
        notBefore = time;
    }

    /** Starts again from the first page. Returns how often that has happened. */
    int restart() {
        state = State.READY;
        next = null;
        used.clear();
        records = 0;
        return ++expiries;
    }

    long records() {
        return records;
    }
}
