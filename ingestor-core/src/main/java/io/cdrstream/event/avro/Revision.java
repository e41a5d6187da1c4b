package io.cdrstream.event.avro;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which publication of a CDR an event is.
 *
 * @param change {@code new}, {@code late} or {@code updated}
 * @param chargeBefore what the deltas published so far add up to; null if there were none
 */
public record Revision(String change, @Nullable BigDecimal chargeBefore) {

    public static final Revision NEW = new Revision("new", null);
}
