package io.cdrstream.source;

import java.time.Instant;

/**
 * The {@code Date} header of an answer, and when we heard it: as the head arrived, however long the body took.
 *
 * @param nanos our monotonic clock, {@link System#nanoTime}
 */
public record ApiDate(Instant date, long nanos) {}
