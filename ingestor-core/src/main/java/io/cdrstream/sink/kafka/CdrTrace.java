package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.FollowUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known in Kafka of a CDR in one stream.
 *
 * @param seen what the seen-set says; null if it does not know it
 * @param waiting those with whom it is asked for again by id; null if nobody asks
 * @param events its revisions, in the order in which they were published
 * @param isRemembered whether the seen-set knows all that this stream ever published: if not, it may have known the CDR
 */
public record CdrTrace(
        StoredStream stored,
        @Nullable Sighting seen,
        @Nullable FollowUp waiting,
        List<EventPlace> events,
        boolean isRemembered) {

    /** Whether it was ever published, or died of its size. */
    public boolean isKnown() {
        return seen != null || !events.isEmpty();
    }
}
