package io.cdrstream.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Remembers the newest 50 000 requests, and the bill of all. Thread-safe. */
final class RequestLog {

    private static final int REMEMBERED = 50_000;

    private final Deque<RequestSeen> requests = new ArrayDeque<>();
    private final Map<String, Long> billed = new HashMap<>();
    private long count;

    /** Notes a request and returns its number. */
    synchronized long add(
            Instant at,
            String key,
            Map<String, String> parameters,
            int status,
            int records,
            String firstId,
            Optional<Fault> fault) {
        requests.add(new RequestSeen(++count, at, key, compact(parameters), status, records, firstId, fault));
        if (requests.size() > REMEMBERED) {
            requests.remove();
        }
        if (records > 0) {
            billed.merge(key, (long) records, Long::sum);
        }
        return count;
    }

    /** Names and most values recur: kept once. */
    private static Map<String, String> compact(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        e -> e.getKey().intern(), e -> recurring(e.getKey(), e.getValue())));
    }

    private static String recurring(String name, String value) {
        return name.equals("product") || name.equals("account_id") || name.equals("direction") ? value.intern() : value;
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
