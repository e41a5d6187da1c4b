package io.cdrstream.sink.kafka;

import io.cdrstream.model.Slice;

/**
 * What the seen-set knows of a record: that it was published, or died of its size.
 *
 * @param range what it was found in: its slice, or several that were merged since
 * @param isFinal whether its last state is one that stays
 */
public record Sighting(Slice range, boolean isFinal) {}
