package io.cdrstream.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.testkit.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at {@code /streams} and {@code /metrics}, as anyone can: the demo knows nothing of the app that its operator
 * does not. While nobody answers it shows the numbers of the last answer, with no watermark.
 */
final class AdminPages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI base;
    private final int port;
    private Glance last = Glance.NOTHING;

    private AdminPages(int port) {
        this.port = port;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Pages that will be served on a port that is free now, the same after every restart. */
    static AdminPages onFreePort() {
        return new AdminPages(FreePorts.next());
    }

    int port() {
        return port;
    }

    URI streams() {
        return base.resolve("/streams");
    }

    URI metrics() {
        return base.resolve("/metrics");
    }

    Glance look() throws DemoFailed {
        try {
            JsonNode page = JSON.readTree(get(streams()));
            String numbers = get(metrics());
            Map<String, Long> states = new TreeMap<>();
            page.path("states")
                    .properties()
                    .forEach(s -> states.put(s.getKey(), s.getValue().asLong()));
            last = new Glance(
                    states,
                    lowest(page.path("streams")),
                    sum(numbers, "cdrstream_billed_records_total"),
                    sum(numbers, "cdrstream_commits_total"));
        } catch (IOException notThere) {
            last = new Glance(Map.of(), Optional.empty(), last.billed(), last.commits());
        }
        return last;
    }

    private String get(URI page) throws IOException, DemoFailed {
        try {
            return client.send(HttpRequest.newBuilder(page).timeout(LIMIT).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    private static Optional<Instant> lowest(JsonNode streams) {
        Optional<Instant> lowest = Optional.empty();
        for (JsonNode stream : streams) {
            JsonNode watermark = stream.path("watermark");
            if (!watermark.isTextual()) {
                return Optional.empty();
            }
            Instant own = Instant.parse(watermark.asText());
            lowest = lowest.filter(w -> w.isBefore(own)).or(() -> Optional.of(own));
        }
        return lowest;
    }

    /** Over all labels of a counter. */
    private static long sum(String metrics, String name) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
