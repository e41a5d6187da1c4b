package io.cdrstream.simulator;

import java.time.Duration;

/**
 * What the API allows and how fast it is.
 *
 * @param pageSize records in a page at most
 * @param requestsPerSecond of one key, also the burst; 0 for no limit
 * @param latency of every answer
 * @param cursorLifetime how long a cursor is good for; zero for ever
 * @param longestSpan between date_start and date_end
 * @param newestFirst the order of records, which the API does not promise
 * @param snapshot whether all pages of a slice show the moment of the first; else each page shows its own
 */
public record ApiRules(
        int pageSize,
        int requestsPerSecond,
        Duration latency,
        Duration cursorLifetime,
        Duration longestSpan,
        boolean newestFirst,
        boolean snapshot) {

    /** As the API is documented, or believed to be; with no latency. */
    public static ApiRules documented() {
        return new ApiRules(1000, 10, Duration.ZERO, Duration.ZERO, Duration.ofHours(24), true, true);
    }

    public ApiRules requestsPerSecond(int limit) {
        return new ApiRules(pageSize, limit, latency, cursorLifetime, longestSpan, newestFirst, snapshot);
    }

    public ApiRules latency(Duration ofEveryAnswer) {
        return new ApiRules(
                pageSize, requestsPerSecond, ofEveryAnswer, cursorLifetime, longestSpan, newestFirst, snapshot);
    }

    public ApiRules cursorLifetime(Duration lifetime) {
        return new ApiRules(pageSize, requestsPerSecond, latency, lifetime, longestSpan, newestFirst, snapshot);
    }

    public ApiRules newestFirst(boolean descending) {
        return new ApiRules(pageSize, requestsPerSecond, latency, cursorLifetime, longestSpan, descending, snapshot);
    }

    public ApiRules snapshot(boolean ofFirstPage) {
        return new ApiRules(
                pageSize, requestsPerSecond, latency, cursorLifetime, longestSpan, newestFirst, ofFirstPage);
    }
}
