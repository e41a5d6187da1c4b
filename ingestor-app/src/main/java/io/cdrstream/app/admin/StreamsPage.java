package io.cdrstream.app.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.model.Redo;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.Reached;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every stream is doing, as JSON: the same for people and for scripts. Filters are digested (I6). */
final class StreamsPage {

    private static final JsonFactory JSON = new JsonFactory();

    private StreamsPage() {}

    static String json(Health.Readiness readiness, List<StreamStatus> streams, Instant now) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("readiness", readiness.name());
            json.writeObjectFieldStart("states");
            for (Map.Entry<String, Long> state : states(streams).entrySet()) {
                json.writeNumberField(state.getKey(), state.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("streams");
            for (StreamStatus stream : streams) {
                write(json, stream, now);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static Map<String, Long> states(List<StreamStatus> streams) {
        return streams.stream().collect(Collectors.groupingBy(StreamsPage::state, TreeMap::new, Collectors.counting()));
    }

    private static void write(JsonGenerator json, StreamStatus status, Instant now) throws IOException {
        StreamId id = status.id();
        json.writeStartObject();
        json.writeStringField("stream", id.text());
        json.writeStringField("account", id.account());
        json.writeStringField("product", id.product());
        json.writeStringField("direction", id.directionText().orElse(null));
        json.writeStringField("credential", status.credential());
        json.writeNumberField("task", status.task());
        json.writeStringField("state", state(status));
        until(json, "watermark", "age_seconds", status.watermark(), now);
        until(json, "sealed", "sealed_age_seconds", status.sealed(), now);
        reached(json, status.reached(), now);
        json.writeStringField("last_error", status.lastError());
        json.writeEndObject();
    }

    /** Of every pass, the first included; null before restore. */
    private static void reached(JsonGenerator json, @Nullable Reached reached, Instant now) throws IOException {
        if (reached == null) {
            json.writeNullField("passes");
            json.writeNullField("redo");
            json.writeNullField("follow_ups");
            return;
        }
        json.writeArrayFieldStart("passes");
        for (Instant frontier : reached.frontiers()) {
            json.writeStartObject();
            until(json, "until", "age_seconds", frontier, now);
            json.writeEndObject();
        }
        json.writeEndArray();
        redo(json, reached.redo());
        json.writeNumberField("follow_ups", reached.waiting());
    }

    /** Null if nothing is read once more. */
    private static void redo(JsonGenerator json, @Nullable Redo redo) throws IOException {
        if (redo == null) {
            json.writeNullField("redo");
            return;
        }
        json.writeObjectFieldStart("redo");
        json.writeStringField("from", redo.from().toString());
        json.writeStringField("next", redo.next().toString());
        json.writeStringField("to", redo.to().toString());
        json.writeEndObject();
    }

    private static void until(JsonGenerator json, String name, String age, @Nullable Instant time, Instant now)
            throws IOException {
        if (time == null) {
            json.writeNullField(name);
            json.writeNullField(age);
        } else {
            json.writeStringField(name, time.toString());
            json.writeNumberField(age, Duration.between(time, now).toSeconds());
        }
    }

    private static String state(StreamStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }
}
