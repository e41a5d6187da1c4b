package io.cdrstream.simulator.cdr;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A stream with everything its records need at hand. */
record CdrStream(StreamKey key, int index, Schema schema, Ids ids, long salt, Text account, Arrivals arrivals) {

    static CdrStream of(StreamKey key, int index, Schema schema, Ids ids, long seed, Arrivals arrivals) {
        long salt = Mix.mix(seed, key.account() + '|' + key.product() + '|' + key.direction());
        Text account = Text.of(JsonStringEncoder.getInstance().quoteAsUTF8(key.account()));
        return new CdrStream(key, index, schema, ids, salt, account, arrivals);
    }

    boolean belongsTo(SliceOf of) {
        return key.product().equals(of.product())
                && key.account().equals(of.account())
                && (of.direction().isEmpty() || key.direction().equals(of.direction()));
    }
}
