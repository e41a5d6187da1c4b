package io.cdrstream.event;

import static io.cdrstream.event.Events.ANY;
import static io.cdrstream.event.Events.TIME;
import static io.cdrstream.event.Events.headers;
import static io.cdrstream.event.Events.page;
import static io.cdrstream.event.Events.stream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.schemas.EventSchemas;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargeDeltaTest {

    private static final PrivacyPolicy NONE = PrivacyPolicy.NONE;

    @ParameterizedTest
    @CsvSource({"0.036,0.036", "' 0.0360 ',0.036", "1e-2,0.01", "1.50,1.5", "-3,-3", "100,100", "0,0"})
    void ofAFirstEventItIsTheCharge(String charge, String delta) {
        assertThat(delta(charged(charge, null, NONE))).isEqualTo(delta);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "1,5", "true", "{", "0.000000001", "1234567890123"})
    void aFirstChargeThatCannotBeReadHasNone(String charge) {
        assertThat(delta(charged(charge, null, NONE))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0.05,0.036,0.014",
        "0.01,0.036,-0.026",
        "0.036,0.03600000,0",
        "'',0.036,-0.036",
        "'',0,0",
        "free,0.036,",
        "{,0.036,",
        "1000000000000,1,",
        "999999999999,-1,"
    })
    void ofALaterEventItIsTheDifferenceToWhatTheDeltasAddUpTo(String charge, String before, @Nullable String delta) {
        assertThat(delta(charged(charge, new BigDecimal(before), NONE))).isEqualTo(delta);
    }

    @Test
    void theChargeFieldIsTheOneThatFillsTheChargeOfTheSchema() {
        for (String product : EventSchemas.PRODUCTS) {
            assertThat(ProductCatalogue.find(product).chargeField())
                    .isEqualTo(EventSchemas.of(product).getField("charge").getProp("field"));
        }
    }

    @Test
    void aRuleForTheChargeHoldsForItsDifferenceToo() throws IOException {
        for (Redaction redaction : List.of(Redaction.DROP, Redaction.MASK)) {
            for (@Nullable BigDecimal before : new @Nullable BigDecimal[] {null, new BigDecimal("0.031")}) {
                Event event = charged("0.036", before, new PrivacyPolicy(Map.of("price", redaction)));
                assertThat(headers(event)).doesNotContainKey("ce_chargedelta").containsEntry("ce_pass", "revisit-1");
                assertThat(event.value()).asString(ISO_8859_1).doesNotContain("0.036");
                GenericRecord value = new BinaryMessageDecoder<GenericRecord>(
                                GenericData.get(), EventSchemas.of("VERIFY-API"))
                        .decode(event.value());
                assertThat(value.get("charge_delta")).isNull();
            }
        }
        assertThat(delta(charged("0.036", null, new PrivacyPolicy(Map.of("total_price", Redaction.DROP)))))
                .isEqualTo("0.036");
    }

    private static @Nullable String delta(Event event) {
        return headers(event).get("ce_chargedelta");
    }

    private static Event charged(String charge, @Nullable BigDecimal before, PrivacyPolicy policy) {
        byte[] body = ("{\"price\":\"" + charge + "\"}").getBytes(UTF_8);
        CdrStream stream = stream("VERIFY-API", "id");
        Cdr cdr = new Cdr(0, 0, body.length, "a", false, TIME, null, charge.isEmpty() ? null : charge);
        Revision revision = new Revision(Change.UPDATED, Set.of(Aspect.CHARGE), before, "revisit-1");
        return new EventEncoder(stream, policy, Events.avro(stream)).encode(page(body), cdr, revision, 7, ANY);
    }
}
