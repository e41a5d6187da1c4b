package io.cdrstream.observe;

import io.cdrstream.model.StreamStatus;
import java.util.List;

/** What gauges read when somebody looks: the flow's present state, as it tells it itself. Cheap and thread-safe. */
public interface Readings {

    /** Of an ingestor that has not been built yet. */
    Readings NONE = new Readings() {};

    default List<StreamStatus> streams() {
        return List.of();
    }

    /** Bytes of pages between their first byte and their commit. */
    default long memoryReserved() {
        return 0;
    }

    /** Pages of a credential that are requested and not committed yet. */
    default int inFlight(String credential) {
        return 0;
    }

    /** What the pacer allows a credential now; NaN if it is not known. */
    default double requestsPerSecond(String credential) {
        return Double.NaN;
    }
}
