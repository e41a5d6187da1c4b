package io.cdrstream.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.simulator.cdr.Reading;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Every CDR as a line of JSON, stream by stream, oldest first, also those that do not show yet:
 *
 * <pre>{"account":"demo1234","product":"SMS","direction":"outbound","id":"…","time":"…","shown_from":["…","…"]}</pre>
 *
 * <p>{@code time} is what the date filter looks at; {@code shown_from} has a moment for each revision, in milliseconds.
 */
final class TruthLines {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LINES_AT_ONCE = 200;

    private TruthLines() {}

    /** Made as they are asked for, some lines at a time: nothing is kept. */
    static Flux<String> of(Truth truth) {
        return Flux.fromIterable(truth.streams())
                .concatMap(stream -> lines(truth, stream), 1)
                .buffer(LINES_AT_ONCE)
                .map(lines -> String.join("", lines));
    }

    private static Flux<String> lines(Truth truth, StreamKey stream) {
        return Flux.<String, Reading>generate(() -> truth.everythingOf(stream), (reading, next) -> {
            if (reading.next()) {
                next.next(line(reading.truth()));
            } else {
                next.complete();
            }
            return reading;
        });
    }

    private static String line(TrueCdr cdr) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("account", cdr.stream().account());
            json.writeStringField("product", cdr.stream().product());
            json.writeStringField("direction", cdr.stream().direction());
            json.writeStringField("id", cdr.id());
            json.writeStringField("time", cdr.time().toString());
            List<String> shown =
                    cdr.revisions().stream().map(r -> r.shownFrom().toString()).toList();
            json.writeFieldName("shown_from");
            json.writeArray(shown.toArray(new String[0]), 0, shown.size());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }
}
