package io.cdrstream.simulator.cdr;

/** A stream with everything its records need at hand. */
record CdrStream(
        StreamKey key, int index, Schema schema, Ids ids, long salt, Text account, Text filler, Arrivals arrivals) {

    boolean belongsTo(SliceOf of) {
        return key.product().equals(of.product())
                && key.account().equals(of.account())
                && (of.direction().isEmpty() || key.direction().equals(of.direction()));
    }
}
