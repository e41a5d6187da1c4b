package io.cdrstream.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.avro.AvroEncoder;
import io.cdrstream.event.avro.DriftListener;
import io.cdrstream.event.avro.Framing;
import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.schemas.EventSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventEncoderTest {

    private static final Instant TIME = Instant.parse("2026-10-01T10:00:00Z");
    private static final Instant API = Instant.parse("2026-10-01T11:00:00Z");
    private static final TimestampRange ANY = new TimestampRange(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final GenericData DECIMALS = decimals();
    private static final byte[] BODY = "xx{\"id\" : \"a\"}yy".getBytes(UTF_8);

    private final EventEncoder encoder = new EventEncoder(stream("VOICE-CALL", "id"), PrivacyPolicy.NONE, null);

    @Test
    void theValueIsTheApisOwnBytes() {
        assertThat(encode(TIME).value()).isEqualTo("{\"id\" : \"a\"}".getBytes(UTF_8));
    }

    @Test
    void theHeadersFollowCloudEvents() {
        Map<String, String> headers = headers(encode(TIME));
        assertThat(headers.remove("ce_id")).matches("[0-9a-f]{12}-7-3");
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_source", "/vonage/accounts/abcd1234/products/VOICE-CALL",
                        "ce_type", "cdrstream.cdr.voice-call",
                        "ce_time", "2026-10-01T10:00:00Z",
                        "ce_subject", "a",
                        "content-type", "application/json",
                        "ce_change", "new",
                        "ce_pass", "first"));
    }

    @Test
    void theTimestampIsTheEventTimeAsLongAsItCanBeTrue() {
        assertTime(API.plusSeconds(300), API.plusSeconds(300), null);
        assertTime(API.plusSeconds(301), API, "future");
        assertTime(null, API, "unknown");
        assertTime(Instant.EPOCH, API, "past");
    }

    @Test
    void aTrueTimeThatTheTopicRefusesStaysInItsHeaderAndTheTimestampIsTheApis() {
        assertTimes(TIME, TIME.toEpochMilli(), Long.MAX_VALUE, TIME.toEpochMilli(), null);
        assertTimes(TIME, TIME.toEpochMilli() + 1, Long.MAX_VALUE, API.toEpochMilli(), "refused");
        assertTimes(TIME, Long.MIN_VALUE, TIME.toEpochMilli() - 1, TIME.toEpochMilli() - 1, "refused");
    }

    @Test
    void ifTheTopicRefusesEvenTheApisTimeTheTimestampIsTheNearestItTakes() {
        long later = API.toEpochMilli() + 7;
        assertTimes(TIME, later, Long.MAX_VALUE, later, "refused");
        assertThat(encoder.encode(page(), cdr(null, null), 7, new TimestampRange(later, Long.MAX_VALUE))
                        .timestamp())
                .isEqualTo(later);
    }

    private void assertTimes(Instant own, long earliest, long latest, long timestamp, @Nullable String fallback) {
        Event event = encoder.encode(page(), cdr(own, null), 7, new TimestampRange(earliest, latest));
        assertThat(event.timestamp()).isEqualTo(timestamp);
        assertThat(headers(event)).containsEntry("ce_time", own.toString());
        assertThat(headers(event).get("ce_timefallback")).isEqualTo(fallback);
    }

    private void assertTime(@Nullable Instant time, Instant expected, @Nullable String fallback) {
        Event event = encode(time);
        assertThat(event.timestamp()).isEqualTo(expected.toEpochMilli());
        assertThat(headers(event)).containsEntry("ce_time", expected.toString());
        assertThat(headers(event).get("ce_timefallback")).isEqualTo(fallback);
    }

    @Test
    void theKeyIsTheConfiguredFieldOrElseTheId() {
        assertThat(encode(TIME).key()).isEqualTo("a".getBytes(UTF_8));
        EventEncoder byField = new EventEncoder(stream("SMS", "to"), PrivacyPolicy.NONE, null);
        assertThat(byField.encode(page(), cdr(TIME, "k"), 7, ANY).key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(byField.encode(page(), cdr(TIME, null), 7, ANY).key()).isEqualTo("a".getBytes(UTF_8));
        assertThat(byField.encode(page(), cdr(TIME, ""), 7, ANY).key()).isEqualTo("a".getBytes(UTF_8));
    }

    @Test
    void theKeyAccountIsTheStreamsWhateverTheRecordSays() {
        EventEncoder byAccount = new EventEncoder(stream("SMS", "account"), PrivacyPolicy.NONE, null);
        assertThat(byAccount.encode(page(), cdr(TIME, null), 7, ANY).key()).isEqualTo("abcd1234".getBytes(UTF_8));
    }

    @Test
    void theChargeIsAHeaderWhereverATypedEventWouldHaveOne() throws IOException {
        for (String charge : List.of(
                "0.036", " 0.0360 ", "1e-2", "-3", "0", "", "free", "1,5", "true", "0.000000001", "1234567890123")) {
            Event event = charged(charge, PrivacyPolicy.NONE);
            Object typed = new BinaryMessageDecoder<GenericRecord>(DECIMALS, EventSchemas.of("VERIFY-API"))
                    .decode(event.value())
                    .get("charge_delta");
            @Nullable String delta = headers(event).get("ce_chargedelta");
            assertThat(delta == null ? null : new BigDecimal(delta).setScale(8))
                    .as(charge)
                    .isEqualTo(typed);
        }
        assertThat(headers(charged("1e-2", PrivacyPolicy.NONE))).containsEntry("ce_chargedelta", "0.01");
        assertThat(headers(charged("1.50", PrivacyPolicy.NONE))).containsEntry("ce_chargedelta", "1.5");
        assertThat(headers(charged("free", PrivacyPolicy.NONE))).doesNotContainKey("ce_chargedelta");
    }

    @Test
    void theChargeFieldIsTheOneThatFillsTheChargeOfTheSchema() {
        for (String product : EventSchemas.PRODUCTS) {
            assertThat(ProductCatalogue.find(product).chargeField())
                    .isEqualTo(EventSchemas.of(product).getField("charge").getProp("field"));
        }
    }

    @Test
    void aRuleForTheChargeHoldsForItsHeader() {
        for (Redaction redaction : List.of(Redaction.DROP, Redaction.MASK)) {
            Event event = charged("0.036", new PrivacyPolicy(Map.of("price", redaction)));
            assertThat(headers(event)).doesNotContainKey("ce_chargedelta").containsEntry("ce_change", "new");
            assertThat(event.value()).asString(ISO_8859_1).doesNotContain("0.036");
        }
        assertThat(headers(charged("0.036", new PrivacyPolicy(Map.of("total_price", Redaction.DROP)))))
                .containsEntry("ce_chargedelta", "0.036");
    }

    private static Event charged(String charge, PrivacyPolicy policy) {
        byte[] body = ("{\"price\":\"" + charge + "\"}").getBytes(UTF_8);
        Page page = new Page(page().request(), body, List.of(), List.of(), null, API);
        CdrStream stream = stream("VERIFY-API", "id");
        Schema schema = EventSchemas.of("VERIFY-API");
        AvroEncoder avro = new AvroEncoder(stream.id(), schema, Framing.singleObject(schema), DriftListener.NONE);
        Cdr cdr = new Cdr(0, 0, body.length, "a", false, TIME, null, charge.isEmpty() ? null : charge);
        return new EventEncoder(stream, policy, avro).encode(page, cdr, 7, ANY);
    }

    private static GenericData decimals() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        return data;
    }

    @Test
    void aPolicyHoldsForTheKeyAndTheValue() {
        byte[] body = "{\"id\":\"a\",\"to\":\"447700900000\"}".getBytes(UTF_8);
        Page page = new Page(page().request(), body, List.of(), List.of(), null, API);
        PrivacyPolicy mask = new PrivacyPolicy(Map.of("to", Redaction.MASK));
        Event event = new EventEncoder(stream("SMS", "to"), mask, null)
                .encode(page, new Cdr(0, 0, body.length, "a", false, TIME, "447700900000"), 7, ANY);
        assertThat(event.key()).asString(UTF_8).isEqualTo("44**********");
        assertThat(event.value()).asString(UTF_8).isEqualTo("{\"id\":\"a\",\"to\":\"44**********\"}");
    }

    @Test
    void aPolicyHoldsForATypedValueToo() throws IOException {
        byte[] body = "[{\"id\":\"a\",\"to\":\"447700900000\",\"from\":\"me\",\"from\":\"you\"}]".getBytes(UTF_8);
        Page page = new Page(page().request(), body, List.of(), List.of(), null, API);
        PrivacyPolicy policy = new PrivacyPolicy(Map.of("to", Redaction.MASK, "from", Redaction.DROP));
        Schema schema = EventSchemas.of("SMS");
        AvroEncoder avro =
                new AvroEncoder(stream("SMS", "id").id(), schema, Framing.singleObject(schema), DriftListener.NONE);
        Event event = new EventEncoder(stream("SMS", "id"), policy, avro)
                .encode(page, new Cdr(0, 1, body.length - 2, "a", false, TIME, null), 7, ANY);
        GenericRecord value = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(event.value());
        assertThat(value.get("to")).hasToString("44**********");
        assertThat(value.get("from")).isNull();
        assertThat(value.get("more")).isNull();
        assertThat(headers(event)).containsEntry("content-type", "application/avro");
    }

    @Test
    void aPolicyHoldsForWhatATypedValueKeepsAsJson() throws IOException {
        byte[] body = ("{\"request_params\":{\"to\":\"447700900000\"},\"extra\":[{\"to\":\"447700900001\"}],"
                        + "\"items_written\":{\"to\":\"447700900002\"}}")
                .getBytes(UTF_8);
        GenericRecord value = typed("REPORTS-USAGE", body, new PrivacyPolicy(Map.of("to", Redaction.MASK)));
        assertThat(value.get("request_params")).hasToString("{\"to\":\"44**********\"}");
        assertThat(value.get("more").toString())
                .contains("[{\"to\":\"44**********\"}]", "{\"to\":\"44**********\"}")
                .doesNotContain("7700900");
    }

    private static GenericRecord typed(String product, byte[] body, PrivacyPolicy policy) throws IOException {
        CdrStream stream = stream(product, "id");
        Schema schema = EventSchemas.of(product);
        AvroEncoder avro = new AvroEncoder(stream.id(), schema, Framing.singleObject(schema), DriftListener.NONE);
        Page page = new Page(page().request(), body, List.of(), List.of(), null, API);
        Event event = new EventEncoder(stream, policy, avro)
                .encode(page, new Cdr(0, 0, body.length, "a", false, TIME, null), 7, ANY);
        return new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(event.value());
    }

    @Test
    void aDeadLetterWithholdsBytesThatCouldNotBeRedacted() {
        Event letter = new DeadLetterEncoder("dead", 64 * 1024, new PrivacyPolicy(Map.of("to", Redaction.MASK)))
                .encode(page(), new BadRecord(3, 2, 4, "no object"), 7, 42)
                .get(0);
        assertThat(letter.value()).isEmpty();
        assertThat(letter.timestamp()).isEqualTo(42);
        assertThat(headers(letter)).containsEntry("withheld", "4").containsEntry("reason", "no object");
    }

    @Test
    void aRecordInPartsIsTheRecordAgain() {
        byte[] body = "0123456789".repeat(1000).getBytes(UTF_8);
        Page page = new Page(page().request(), body, List.of(), List.of(), null, API);
        Cdr cdr = new Cdr(0, 0, body.length, "a", false, TIME, null);
        List<Event> parts =
                new DeadLetterEncoder("dead", 8 * 1024 + 3000, PrivacyPolicy.NONE).tooLarge(page, cdr, 7, 42);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(part -> whole.writeBytes(part.value()));
        assertThat(whole.toByteArray()).isEqualTo(body);
        assertThat(parts)
                .hasSize(4)
                .allMatch(part -> part.sizeBound() < 8 * 1024 + 3000)
                .allMatch(part -> part.timestamp() == 42);
        assertThat(headers(parts.get(3)))
                .containsEntry("part", "4")
                .containsEntry("parts", "4")
                .containsEntry("sequence", "7")
                .containsEntry("ordinal", "0")
                .containsEntry("stream", "abcd1234/VOICE-CALL")
                .containsEntry("slice", "2026-10-01T10:00:00Z/2026-10-01T11:00:00Z")
                .containsEntry("reason", DeadLetterEncoder.TOO_LARGE);
    }

    @Test
    void aRecordThatIsTooLargeIsRedactedBeforeItIsCutIntoParts() {
        byte[] body = ("[{\"to\":\"447700900000\",\"text\":\"" + "x".repeat(5000)
                        + "\",\"a\":[{\"to\":\"447700900001\"}]}]")
                .getBytes(UTF_8);
        Page page = new Page(page().request(), body, List.of(), List.of(), null, API);
        Cdr cdr = new Cdr(0, 1, body.length - 2, "a", false, TIME, null);
        PrivacyPolicy mask = new PrivacyPolicy(Map.of("to", Redaction.MASK));
        List<Event> parts = new DeadLetterEncoder("dead", 8 * 1024 + 3000, mask).tooLarge(page, cdr, 7, 42);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(part -> whole.writeBytes(part.value()));
        assertThat(whole.toString(UTF_8))
                .isEqualTo("{\"to\":\"44**********\",\"text\":\"" + "x".repeat(5000)
                        + "\",\"a\":[{\"to\":\"44**********\"}]}");
        assertThat(parts)
                .hasSize(2)
                .allMatch(part -> headers(part).get("redacted").equals("true"))
                .noneMatch(part -> headers(part).containsKey("withheld"));
    }

    private Event encode(@Nullable Instant time) {
        return encoder.encode(page(), cdr(time, null), 7, ANY);
    }

    private static Cdr cdr(@Nullable Instant time, @Nullable String key) {
        return new Cdr(3, 2, BODY.length - 4, "a", false, time, key);
    }

    private static Page page() {
        PageRequest request = new PageRequest(stream("VOICE-CALL", "id"), new Slice(TIME, API), null);
        return new Page(request, BODY, List.of(), List.of(), null, API);
    }

    private static CdrStream stream(String product, String key) {
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

    private static Map<String, String> headers(Event event) {
        Map<String, String> headers = new LinkedHashMap<>();
        event.headers().forEach(header -> headers.put(header.name(), new String(header.value(), UTF_8)));
        return headers;
    }
}
