package io.cdrstream.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request the simulator got, and what became of it.
 *
 * @param number counted from 1, refused ones included
 * @param key that authenticated; empty if none did
 * @param parameters decoded; empty where the request did not get that far
 * @param status of the answer, 0 where the connection was reset instead
 * @param records billed
 * @param firstId of the page's records; empty without records. With the number of records it tells which ones they were
 */
public record RequestSeen(
        long number,
        Instant at,
        String key,
        Map<String, String> parameters,
        int status,
        int records,
        String firstId,
        Optional<Fault> fault) {

    public String account() {
        return parameters.getOrDefault("account_id", "");
    }

    public String product() {
        return parameters.getOrDefault("product", "");
    }
}
