package io.cdrstream.simulator;

import io.cdrstream.simulator.Envelope.Surroundings;
import io.cdrstream.simulator.cdr.JsonBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Puts answers together: status, headers, body. Each thread has one body, used again for every answer. */
final class Answers {

    private static final ThreadLocal<JsonBytes> BODY = ThreadLocal.withInitial(JsonBytes::new);
    private static final ThreadLocal<JsonBytes> PACKED = ThreadLocal.withInitial(JsonBytes::new);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Envelope envelope;

    Answers(String base) {
        this.envelope = new Envelope(base);
    }

    Answer problem(Problem problem, Instant at) {
        JsonBytes body = BODY.get();
        Map<String, String> headers = headers("application/problem+json", at);
        if (problem.status() == 429) {
            headers.put("Retry-After", "1");
            // Not a number of the bucket: the API describes its limit per hour, and the reset in milliseconds.
            headers.put("X-RateLimit-Limit", "30");
            headers.put("X-RateLimit-Remaining", "0");
            headers.put("X-RateLimit-Reset", Long.toString(at.toEpochMilli() + 1000));
        }
        if (problem.status() == 503) {
            headers.put("Retry-After", "1");
        }
        try {
            envelope.write(problem, headers.getOrDefault("X-Request-Id", ""), body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new Answer(problem.status(), headers, body, 0, null);
    }

    Answer html(int status, Instant at) {
        JsonBytes body = BODY.get();
        body.clear();
        body.text("<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Please try again</h1></body></html>");
        return new Answer(status, headers("text/html; charset=utf-8", at), body, 0, null);
    }

    Answer redirect(String location, Instant at) {
        JsonBytes body = BODY.get();
        body.clear();
        Map<String, String> headers = headers("text/plain", at);
        headers.put("Location", location);
        return new Answer(302, headers, body, 0, null);
    }

    Answer page(Page page, ReportQuery query, Surroundings around) {
        JsonBytes body = BODY.get();
        try {
            envelope.write(page, query, around, body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new Answer(200, headers("application/json", around.at()), body, 0, null);
    }

    /** The same answer, compressed. */
    static Answer packed(Answer answer) {
        JsonBytes packed = PACKED.get();
        packed.clear();
        try (GZIPOutputStream gzip = new FastGzip(packed)) {
            gzip.write(answer.body().array(), 0, answer.body().length());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put("Content-Encoding", "gzip");
        return new Answer(answer.status(), headers, packed, answer.blanks(), answer.transport());
    }

    static String httpDate(Instant at) {
        return HTTP_DATE.format(at);
    }

    private static Map<String, String> headers(String type, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Date", httpDate(at));
        headers.put("X-Request-Id", UUID.randomUUID().toString());
        return headers;
    }

    /** Level 1: the simulator must not be what a client waits for. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(JsonBytes out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
