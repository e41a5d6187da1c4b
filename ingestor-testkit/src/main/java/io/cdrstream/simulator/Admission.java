package io.cdrstream.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a request may be answered. The checks, in this order: 401, 429, 422, 403, a cursor that does not fit. */
final class Admission {

    sealed interface Outcome permits Admitted, Refused {}

    /** @param bookmark where to go on; null for the beginning */
    record Admitted(String key, ReportQuery query, @Nullable Bookmark bookmark) implements Outcome {}

    record Refused(String key, Map<String, String> sent, Problem problem) implements Outcome {}

    private final Access access;
    private final Buckets buckets;
    private final QueryParser parser;
    private final Cursors cursors;
    private final Duration cursorLifetime;

    Admission(Access access, ApiRules rules, Cursors cursors) {
        this.access = access;
        this.buckets = new Buckets(rules.requestsPerSecond());
        this.parser = new QueryParser(rules.longestSpan());
        this.cursors = cursors;
        this.cursorLifetime = rules.cursorLifetime();
    }

    Outcome admit(ApiRequest request) {
        Optional<Credential> credential = access.authenticate(request.authorization());
        if (credential.isEmpty()) {
            return new Refused("", Map.of(), Problem.unauthorized());
        }
        String key = credential.get().key();
        if (!buckets.take(key, request.at())) {
            return new Refused(key, Map.of(), Problem.throttled());
        }
        Parsed parsed = parser.parse(request.query(), request.at());
        if (parsed instanceof Problem problem) {
            return new Refused(key, Map.of(), problem);
        }
        ReportQuery query = (ReportQuery) parsed;
        Optional<Problem> refusal = access.refusal(
                credential.get(), query.of().account(), query.of().product());
        if (refusal.isPresent()) {
            return new Refused(key, query.sent(), refusal.get());
        }
        return query.hasCursor() ? open(key, query, request) : new Admitted(key, query, null);
    }

    private Outcome open(String key, ReportQuery query, ApiRequest request) {
        String cursor = query.sent().getOrDefault("cursor", "");
        Optional<Bookmark> bookmark = cursors.open(cursor, query.sent().getOrDefault("iv", ""), boundTo(key, query));
        if (bookmark.isEmpty()) {
            return new Refused(key, query.sent(), Problem.invalidParameter("cursor", "Not issued for this request"));
        }
        long age = request.at().toEpochMilli() - bookmark.get().issued();
        boolean expired = !cursorLifetime.isZero() && age > cursorLifetime.toMillis();
        return expired
                ? new Refused(key, query.sent(), Problem.cursorExpired())
                : new Admitted(key, query, bookmark.get());
    }

    static String boundTo(String key, ReportQuery query) {
        return key + query.canonical();
    }
}
