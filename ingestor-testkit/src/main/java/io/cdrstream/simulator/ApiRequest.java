package io.cdrstream.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A request for records as it came from the network. Its text form keeps the authorization to itself. */
record ApiRequest(Map<String, List<String>> query, String authorization, boolean gzip, Instant at) {

    @Override
    public String toString() {
        return "ApiRequest[" + query + ", " + at + "]";
    }
}
