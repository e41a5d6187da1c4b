package io.cdrstream.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers the newest 100 000 requests, and the bill of all. Thread-safe. */
final class RequestLog {

    private static final int REMEMBERED = 100_000;

    private final Deque<RequestSeen> requests = new ArrayDeque<>();
    private final Map<String, Long> billed = new HashMap<>();
    private long count;

    /** Notes a request and returns its number. */
    synchronized long add(
            Instant at, String key, Map<String, String> parameters, int status, int records, Optional<Fault> fault) {
        requests.add(new RequestSeen(++count, at, key, parameters, status, records, fault));
        if (requests.size() > REMEMBERED) {
            requests.remove();
        }
        if (records > 0) {
            billed.merge(key, (long) records, Long::sum);
        }
        return count;
    }

    synchronized List<RequestSeen> all() {
        return List.copyOf(requests);
    }

    synchronized long count() {
        return count;
    }

    synchronized Bill bill() {
        return new Bill(Map.copyOf(billed));
    }
}
