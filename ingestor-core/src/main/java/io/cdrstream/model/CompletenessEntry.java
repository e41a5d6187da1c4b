package io.cdrstream.model;

import java.time.Instant;

/**
 * What is said of an hour of a stream, once: that a pass has closed it and what it found there, or that it is sealed.
 *
 * @param pass name of the pass; of a seal {@link #SEALED}
 * @param from of the time that was read in this hour; where the stream began, if that was within it
 * @param to of the hour; where the stream ended, if that was within it
 * @param found of a seal, what follow-ups have found, which belong to no other entry
 */
public record CompletenessEntry(StreamId stream, String pass, Instant from, Instant to, Tally found) {

    public static final String SEALED = "sealed";

    public boolean isSeal() {
        return pass.equals(SEALED);
    }
}
