package io.cdrstream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The simplest client one could write: asks, and follows the next link. */
final class Poller {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String authorization;

    Poller(ReportsSimulator simulator) {
        this(simulator, "demo1234", "demo-secret");
    }

    Poller(ReportsSimulator simulator, String key, String secret) {
        this.base = simulator.baseUri() + "/v2/reports/records?";
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    static String range(Instant from, Instant to) {
        return "&date_start=" + from + "&date_end=" + to;
    }

    HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return send(base + query);
    }

    JsonNode json(String query) throws IOException, InterruptedException {
        return JSON.readTree(get(query).body());
    }

    int status(String query) throws IOException, InterruptedException {
        return get(query).statusCode();
    }

    /** All pages of a query, by following the links. */
    List<JsonNode> pages(String query) throws IOException, InterruptedException {
        List<JsonNode> pages = new ArrayList<>();
        String link = base + query;
        while (!link.isEmpty()) {
            JsonNode page = JSON.readTree(send(link).body());
            pages.add(page);
            link = page.at("/_links/next/href").asText();
        }
        return pages;
    }

    /** The ids of all records of all pages, in the order in which they came. */
    List<String> ids(String query) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode page : pages(query)) {
            page.path("records").forEach(r -> ids.add(r.path("id").asText()));
        }
        return ids;
    }

    HttpResponse<String> send(String link, String... headers) throws IOException, InterruptedException {
        return client.send(request(link, headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String query, String... headers) throws IOException, InterruptedException {
        return client.send(request(base + query, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The length of an answer read from a bare socket until its end: half a second without a byte is an error. */
    long rawLength(String query) throws IOException {
        URI uri = URI.create(base + query);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.setSoTimeout(500);
            String request = "GET " + uri.getPath() + "?" + uri.getQuery() + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\nAuthorization: " + authorization + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes().length;
        }
    }

    private HttpRequest request(String link, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link)).timeout(Duration.ofSeconds(20));
        request.header("Authorization", authorization);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
