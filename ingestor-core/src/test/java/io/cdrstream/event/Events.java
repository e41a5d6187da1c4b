package io.cdrstream.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.avro.DriftListener;
import io.cdrstream.event.avro.Framing;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.schemas.EventSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Streams, pages and events, made by code. */
final class Events {

    static final Instant TIME = Instant.parse("2026-10-01T10:00:00Z");
    static final Instant API = Instant.parse("2026-10-01T11:00:00Z");
    static final TimestampRange ANY = new TimestampRange(Long.MIN_VALUE, Long.MAX_VALUE);

    private Events() {}

    /** Without its records. */
    static Page page(byte[] body) {
        PageRequest request = new PageRequest(stream("VOICE-CALL", "id"), new Slice(TIME, API), null);
        return new Page(request, body, List.of(), List.of(), null, API);
    }

    static AvroEncoder avro(CdrStream stream) {
        Schema schema = EventSchemas.of(stream.id().product());
        return new AvroEncoder(stream.id(), schema, Framing.singleObject(schema), DriftListener.NONE);
    }

    static CdrStream stream(String product, String key) {
        return new CdrStream(
                StreamId.of("abcd1234", product, null),
                "abcd1234",
                ProductCatalogue.find(product),
                Map.of(),
                key,
                "cdr",
                Duration.ZERO,
                null,
                null);
    }

    static Map<String, String> headers(Event event) {
        Map<String, String> headers = new LinkedHashMap<>();
        event.headers().forEach(header -> headers.put(header.name(), new String(header.value(), UTF_8)));
        return headers;
    }
}
