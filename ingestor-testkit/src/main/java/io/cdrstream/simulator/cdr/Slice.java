package io.cdrstream.simulator.cdr;

import java.util.List;

/**
 * What is read of which streams: {@code [from, to)} in epoch seconds as it showed at {@code asOf} (epoch milliseconds),
 * oldest or newest first, matching the filters.
 */
record Slice(List<CdrStream> streams, long from, long to, long asOf, boolean newestFirst, Filters filters) {

    long firstSecond() {
        return newestFirst ? to - 1 : from;
    }

    /** The second at which reading has left the slice. */
    long limit() {
        return newestFirst ? from - 1 : to;
    }
}
