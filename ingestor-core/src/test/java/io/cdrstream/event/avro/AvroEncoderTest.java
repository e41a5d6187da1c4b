package io.cdrstream.event.avro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Product;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Revision;
import io.cdrstream.schemas.EventSchemas;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroEncoderTest {

    private static final String SMS =
            """
            {"id":"r1","account_id":"sub00001","direction":"outbound","from":"A","to":"B","concatenated":"TRUE",\
            "country":"PL","date_received":"2026-10-01T10:00:00+00:00","latency":"42","status":"delivered",\
            "currency":"EUR","total_price":"0.036"}""";

    @Test
    void anSmsBecomesTheCommonFieldsAndItsOwn() {
        assertThat(new OneRecord("SMS").values(SMS))
                .isEqualTo(Map.ofEntries(
                        Map.entry("id", "r1"),
                        Map.entry("product", "SMS"),
                        Map.entry("account_id", "sub00001"),
                        Map.entry("direction", "outbound"),
                        Map.entry("event_time", millis("2026-10-01T10:00:00Z")),
                        Map.entry("country", "PL"),
                        Map.entry("status", "delivered"),
                        Map.entry("charge", OneRecord.amount("0.036")),
                        Map.entry("charge_currency", "EUR"),
                        Map.entry("charge_delta", OneRecord.amount("0.036")),
                        Map.entry("change", "new"),
                        Map.entry("ingested_at", OneRecord.API.toEpochMilli()),
                        Map.entry("from", "A"),
                        Map.entry("to", "B"),
                        Map.entry("concatenated", true),
                        Map.entry("date_received", millis("2026-10-01T10:00:00Z")),
                        Map.entry("latency", 42L)));
    }

    @Test
    void anotherProductTakesTheCommonFieldsFromElsewhere() {
        assertThat(new OneRecord("VERIFY-API").values("{\"price\":\"1\",\"total_price\":\"2\"}"))
                .containsEntry("charge", OneRecord.amount("1"))
                .containsEntry("more", Map.of("total_price", "2"));
        assertThat(new OneRecord("VOICE-CALL").values("{\"price\":\"1\",\"total_price\":\"2\"}"))
                .containsEntry("charge", OneRecord.amount("2"))
                .containsEntry("price", OneRecord.amount("1"))
                .doesNotContainKey("more");
        assertThat(new OneRecord("NETWORK-API-EVENT").values("{\"country_code\":\"BR\"}"))
                .containsEntry("country", "BR")
                .containsEntry("country_code", "BR");
    }

    @Test
    void aProductWithoutASchemaHasItsOwnFieldsAsText() {
        OneRecord hologram = new OneRecord("HOLOGRAM");
        assertThat(hologram.values("{\"status\":\"up\",\"total_price\":1,\"beams\":[ 3 ]}"))
                .containsEntry("product", "HOLOGRAM")
                .containsEntry("status", "up")
                .containsEntry("charge_delta", OneRecord.amount("1"))
                .containsEntry("more", Map.of("beams", "[ 3 ]"));
        assertThat(hologram.drift).isEmpty();
    }

    @Test
    void theDeltasOfACdrAddUpToItsCharge() {
        assertThat(delta("0.036", null)).isEqualTo("0.03600000");
        assertThat(delta("0.05", "0.036")).isEqualTo("0.01400000");
        assertThat(delta("0.01", "0.036")).isEqualTo("-0.02600000");
        assertThat(delta("0.036", "0.036")).isEqualTo("0.00000000");
        assertThat(delta("", "0.036")).isEqualTo("-0.03600000");
        assertThat(delta("", null)).isEqualTo("null");
        assertThat(delta("free", "0.036")).isEqualTo("null");
        assertThat(delta("free", null)).isEqualTo("null");
        assertThat(delta("1000000000000", "1")).isEqualTo("null");
        assertThat(delta("999999999999.99999999", "0")).isEqualTo("999999999999.99999999");
        assertThat(new OneRecord("SMS").values(SMS, updated(BigDecimal.ONE))).containsEntry("change", "updated");
    }

    private static String delta(String price, String before) {
        Revision revision = updated(before == null ? null : new BigDecimal(before));
        Object delta = new OneRecord("SMS")
                .values("{\"total_price\":\"" + price + "\"}", revision)
                .get("charge_delta");
        return delta == null ? "null" : ((BigDecimal) delta).toPlainString();
    }

    @Test
    void theLastOfTwoFieldsOfTheSameNameWins() {
        assertThat(new OneRecord("SMS").values("{\"to\":\"1\",\"x\":1,\"to\":\"2\",\"x\":2}"))
                .containsEntry("to", "2")
                .containsEntry("more", Map.of("x", "2"));
        assertThat(new OneRecord("SMS").values("{\"latency\":\"odd\",\"latency\":2}"))
                .containsEntry("latency", 2L)
                .doesNotContainKey("more");
    }

    @Test
    void whatStandsInPlaceOfAnIdIsKept() {
        assertThat(new OneRecord("SMS")
                        .read(new OneRecord("SMS").encode("{\"id\":[1]}", "made-up", true, Revision.NEW)))
                .containsEntry("id", "made-up")
                .containsEntry("more", Map.of("id", "[1]"));
    }

    @Test
    void bytesThatAreNoUtf8ReachNoString() {
        OneRecord sms = new OneRecord("SMS");
        // A zero in two bytes, half a surrogate pair in three: a reader of JSON lets both pass.
        String record =
                "{\"from\":\"a\u00C0\u0080b\",\"to\":\"\u00C3\u00A9 \u00EF\u00BF\u00BD\",\"latency\":\"\u00ED\u00A0\u0080\","
                        + "\"country\":\"\\n\u00C0\u0080\",\"beams\":[\"\u00C0\u0080\"],\"network\":{\"x\":\"\u00C0\u0080\"}}";
        byte[] value = sms.encode(record.getBytes(ISO_8859_1), "r1", false, Revision.NEW);
        assertThat(sms.read(value))
                .containsEntry("to", "é \uFFFD")
                .doesNotContainKeys("from", "latency", "country", "network")
                .containsEntry(
                        "more",
                        Map.of(
                                "from", "a\uFFFD\uFFFDb",
                                "latency", "\uFFFD",
                                "country", "\"\\n\uFFFD\uFFFD\"",
                                "beams", "[\"\uFFFD\uFFFD\"]",
                                "network", "{\"x\":\"\uFFFD\uFFFD\"}"));
        assertThat(sms.drift)
                .contains("did not parse: from", "did not parse: latency", "did not parse: country")
                .doesNotContain("did not parse: to");
        byte[] rubbish = sms.encode("{\"to\":\"\u00FF\"}".getBytes(ISO_8859_1), "r1", false, Revision.NEW);
        assertThat(sms.read(rubbish)).containsEntry("more", Map.of("_record", "{\"to\":\"\uFFFD\"}"));
    }

    @Test
    void whatCannotBeReadIsKeptWhole() {
        OneRecord sms = new OneRecord("SMS");
        for (String cut : List.of("{\"to\":\"1\",", "{\"to\":tru", "{\"to\":\"1", "", "{\"to\" 1}")) {
            byte[] value = sms.encode(cut, "r1", false, Revision.NEW);
            assertThat(sms.read(value)).as(cut).containsEntry("id", "r1").doesNotContainKey("to");
        }
        assertThat(sms.read(sms.encode("{\"to\":tru", "r1", false, Revision.NEW)))
                .containsEntry("more", Map.of("_record", "{\"to\":tru"));
    }

    @Test
    void driftIsToldByName() {
        OneRecord sms = new OneRecord("SMS");
        sms.values("{\"status\":\"DELIVERED\",\"latency\":\"\",\"total_price\":null,\"direction\":\"outbound\"}");
        assertThat(sms.drift).isEmpty();
        sms.values("{\"status\":\"teleported\",\"latency\":\"odd\",\"date_received\":\"odd\",\"hue\":1,\"void\":null}");
        assertThat(sms.drift)
                .containsExactlyInAnyOrder(
                        "new: status=teleported",
                        "did not parse: latency",
                        "did not parse: date_received",
                        "unknown: hue",
                        "unknown: void");
    }

    @Test
    void theEventTimeIsTheFieldOnWhichTheProductIsFiltered() {
        for (Product product : ProductCatalogue.all()) {
            assertThat(Column.source(EventSchemas.of(product.name()).getField("event_time")))
                    .as(product.name())
                    .isEqualTo(product.timeField());
        }
        assertThat(Column.source(EventSchemas.generic().getField("event_time")))
                .isEqualTo(ProductCatalogue.find("HOLOGRAM").timeField());
    }

    @Test
    void everyProductOfTheCatalogueHasASchema() {
        assertThat(EventSchemas.PRODUCTS)
                .containsExactlyInAnyOrderElementsOf(
                        ProductCatalogue.all().stream().map(Product::name).toList());
    }

    @Test
    void avrosOwnReaderTakesTheSingleObject() throws IOException {
        OneRecord sms = new OneRecord("SMS");
        BinaryMessageDecoder<Object> decoder = new BinaryMessageDecoder<>(GenericData.get(), EventSchemas.of("SMS"));
        assertThat(decoder.decode(sms.encode(SMS, "r1", false, Revision.NEW)).toString())
                .contains("\"to\": \"B\"");
    }

    @Test
    void aRegisteredSchemaIsAZeroAndItsId() {
        byte[] value = new OneRecord("SMS", Framing.registered(new byte[] {0, 1, 2, 3, 4}))
                .encode(SMS, "r1", false, Revision.NEW);
        assertThat(value).startsWith(0, 1, 2, 3, 4);
        assertThat(AvroReading.read(EventSchemas.of("SMS"), value, 5).get("to")).hasToString("B");
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static Revision updated(@Nullable BigDecimal before) {
        return new Revision(Revision.Change.UPDATED, Set.of(Revision.Aspect.CHARGE), before, "revisit-1");
    }
}
