package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import java.time.Duration;
import java.util.List;

/**
 * What an ingestor reads, and within which limits.
 *
 * @param interval the least time between two new slices of a stream that is up to date
 * @param memoryBytes the budget for pages between their first byte and their commit
 * @param clockSpeed seconds of the API's in one of ours: 1, but for a simulator's
 */
public record IngestorSettings(
        List<Credential> credentials, List<CdrStream> streams, Duration interval, long memoryBytes, int clockSpeed) {

    public IngestorSettings {
        credentials = List.copyOf(credentials);
        streams = List.copyOf(streams);
    }
}
