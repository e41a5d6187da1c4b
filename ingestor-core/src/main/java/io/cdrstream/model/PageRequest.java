package io.cdrstream.model;

import org.jspecify.annotations.Nullable;

/**
 * One page to ask for: a slice of a stream, and where in it.
 *
 * @param cursor null for the first page
 */
public record PageRequest(CdrStream stream, Slice slice, @Nullable Cursor cursor) {

    public PageRequest next(Cursor next) {
        return new PageRequest(stream, slice, next);
    }

    public boolean isFirst() {
        return cursor == null;
    }

    @Override
    public String toString() {
        return stream.id() + " " + slice + (cursor == null ? "" : " at " + cursor);
    }
}
