package io.cdrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;

/** Somebody else who asks the API with our key, and pays with our money. */
record Outsider(URI api) {

    /** One page of outbound SMS. */
    void reads(Instant from, Instant to) throws Exception {
        String query = "account_id=demo1234&product=SMS&direction=outbound&date_start=" + from + "&date_end=" + to;
        String key = Base64.getEncoder().encodeToString("demo1234:demo-secret".getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(api.resolve("/v2/reports/records?" + query))
                .header("Authorization", "Basic " + key)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
