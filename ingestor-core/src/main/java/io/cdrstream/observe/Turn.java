package io.cdrstream.observe;

import io.cdrstream.model.PageRequest;
import java.util.Locale;

/** What a request was for, as requests are shared out. */
enum Turn {
    /** A further page of a slice, whichever pass reads it. */
    OPEN,
    /** The first page of a slice of a first pass. */
    FRESH,
    /** The first page of a slice of a later pass, or of a redo. */
    REVISIT,
    FOLLOW_UP;

    static Turn of(PageRequest request) {
        if (request.isFollowUp()) {
            return FOLLOW_UP;
        } else if (!request.isFirst()) {
            return OPEN;
        }
        return request.pass() == 0 ? FRESH : REVISIT;
    }

    String text() {
        return this == FOLLOW_UP ? "follow-up" : name().toLowerCase(Locale.ROOT);
    }
}
