package io.cdrstream.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.simulator.cdr.StreamKey;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The truth for people with a command line, and for tests in any language: {@code GET /truth/summary}, {@code GET
 * /truth/records}, and {@code POST /truth/stop} to end generation.
 */
final class Admin {

    private static final JsonFactory JSON = new JsonFactory();

    private final Simulation simulation;

    Admin(Simulation simulation) {
        this.simulation = simulation;
    }

    Publisher<Void> handle(HttpServerRequest request, QueryStringDecoder uri, HttpServerResponse response) {
        Instant now = simulation.plan().clock().instant();
        if (uri.path().equals("/truth/records")) {
            return response.header("Content-Type", "application/x-ndjson")
                    .sendString(TruthLines.of(truth()).subscribeOn(Schedulers.boundedElastic()));
        }
        if (uri.path().equals("/truth/stop") && request.method().name().equals("POST")) {
            simulation.world().stopAt(Instant.ofEpochSecond(now.getEpochSecond() + 1));
        } else if (!uri.path().equals("/truth/summary")) {
            return response.sendNotFound();
        }
        return response.header("Content-Type", "application/json")
                .sendString(Mono.fromCallable(() -> summary(now)).subscribeOn(Schedulers.boundedElastic()));
    }

    private Truth truth() {
        return new Truth(simulation.world(), simulation.plan().clock(), simulation.injected());
    }

    private String summary(Instant now) {
        Truth truth = truth();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("now", ApiDates.write(now));
            json.writeNumberField("requests", simulation.log().count());
            json.writeNumberField("records_billed", simulation.log().bill().records());
            json.writeNumberField("fee_eur", simulation.log().bill().fee());
            json.writeNumberField("injected", simulation.injected().size());
            json.writeArrayFieldStart("streams");
            for (StreamKey stream : truth.streams()) {
                writeStream(stream, truth.count(stream, now), json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private static void writeStream(StreamKey stream, long visible, JsonGenerator json) throws IOException {
        if (visible == 0) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("account", stream.account());
        json.writeStringField("product", stream.product());
        json.writeStringField("direction", stream.direction());
        json.writeNumberField("visible", visible);
        json.writeEndObject();
    }
}
