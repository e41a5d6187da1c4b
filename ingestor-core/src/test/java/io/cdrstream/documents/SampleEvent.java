package io.cdrstream.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cdrstream.event.Event;
import io.cdrstream.event.EventEncoder;
import io.cdrstream.event.TimestampRange;
import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.avro.DriftListener;
import io.cdrstream.event.avro.Framing;
import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.model.ApiTime;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Product;
import io.cdrstream.model.Product.DirectionRule;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.schemas.EventSchemas;
import io.cdrstream.simulator.cdr.StreamKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A simulated record and the events that the real encoders make of it. */
record SampleEvent(String record, Event json, Event avro) {

    private static final Instant ANSWERED = SimulatedRecords.AT.plus(Duration.ofHours(1));
    private static final TimestampRange ANY = new TimestampRange(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final long SEQUENCE = 7;

    /** Keeps numbers as they are written. */
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static SampleEvent of(StreamKey key) {
        String record = SimulatedRecords.one(key);
        CdrStream stream = stream(key);
        Schema schema = EventSchemas.of(key.product());
        AvroEncoder avro = new AvroEncoder(stream.id(), schema, Framing.singleObject(schema), DriftListener.NONE);
        return new SampleEvent(record, encode(stream, record, null), encode(stream, record, avro));
    }

    /** The headers of the JSON event, as text. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        json.headers().forEach(header -> headers.put(header.name(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static Event encode(CdrStream stream, String record, @Nullable AvroEncoder avro) {
        byte[] body = record.getBytes(UTF_8);
        JsonNode fields = parse(record);
        @Nullable
        Instant time = ApiTime.parse(fields.path(stream.product().timeField()).textValue());
        Cdr cdr = new Cdr(0, 0, body.length, fields.path("id").textValue(), false, time, null);
        PageRequest request = new PageRequest(stream, new Slice(SimulatedRecords.AT, ANSWERED), null);
        Page page = new Page(request, body, List.of(cdr), List.of(), null, ANSWERED);
        return new EventEncoder(stream, PrivacyPolicy.NONE, avro).encode(page, cdr, Revision.NEW, SEQUENCE, ANY);
    }

    private static CdrStream stream(StreamKey key) {
        Product product = ProductCatalogue.find(key.product());
        @Nullable
        Direction direction = product.direction() == DirectionRule.REQUIRED
                ? Direction.valueOf(key.direction().toUpperCase(Locale.ROOT))
                : null;
        return new CdrStream(
                StreamId.of(key.account(), product.name(), direction),
                key.account(),
                product,
                Map.of(),
                "id",
                "cdr." + product.name().toLowerCase(Locale.ROOT),
                Duration.ZERO,
                null,
                null);
    }

    static JsonNode parse(String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the simulator writes JSON", e);
        }
    }
}
