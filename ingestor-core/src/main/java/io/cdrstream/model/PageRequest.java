package io.cdrstream.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page to ask for: a slice of a stream, and where in it; or records by their ids.
 *
 * @param slice of a follow-up: what its records' times lie in
 * @param cursor null for the first page
 * @param pass number of the pass, from 0; of a follow-up {@link #FOLLOW_UP}, of a redo {@link #REDO}
 * @param block where the block of an audit begins, which the slice ends and stands for; else where the slice begins
 * @param ids of a follow-up, 20 at most; else empty
 */
public record PageRequest(
        CdrStream stream, Slice slice, @Nullable Cursor cursor, int pass, Instant block, List<String> ids) {

    public static final int FOLLOW_UP = -1;
    public static final int REDO = -2;

    public PageRequest {
        ids = List.copyOf(ids);
    }

    /** Of a first pass. */
    public PageRequest(CdrStream stream, Slice slice, @Nullable Cursor cursor) {
        this(stream, slice, cursor, 0, slice.from(), List.of());
    }

    public static PageRequest followUp(CdrStream stream, Slice slice, List<String> ids) {
        return new PageRequest(stream, slice, null, FOLLOW_UP, slice.from(), ids);
    }

    public PageRequest next(Cursor next) {
        return new PageRequest(stream, slice, next, pass, block, ids);
    }

    public boolean isFirst() {
        return cursor == null;
    }

    public boolean isFollowUp() {
        return pass == FOLLOW_UP;
    }

    /** The pass as events and metrics name it. */
    public String passName() {
        return stream.plan().name(pass);
    }

    @Override
    public String toString() {
        return stream.id() + " " + slice + (pass == 0 ? "" : " " + passName())
                + (cursor == null ? "" : " at " + cursor);
    }
}
