package io.cdrstream.event;

import static io.cdrstream.event.Events.ANY;
import static io.cdrstream.event.Events.TIME;
import static io.cdrstream.event.Events.headers;
import static io.cdrstream.event.Events.page;
import static io.cdrstream.event.Events.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.PrivacyPolicy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.Revision;
import io.cdrstream.schemas.EventSchemas;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;

class EventPrivacyTest {

    @Test
    void aPolicyHoldsForTheKeyAndTheValue() {
        byte[] body = "{\"id\":\"a\",\"to\":\"447700900000\"}".getBytes(UTF_8);
        Page page = page(body);
        PrivacyPolicy mask = new PrivacyPolicy(Map.of("to", Redaction.MASK));
        Event event = new EventEncoder(stream("SMS", "to"), mask, null)
                .encode(page, new Cdr(0, 0, body.length, "a", false, TIME, "447700900000"), Revision.NEW, 7, ANY);
        assertThat(event.key()).asString(UTF_8).isEqualTo("44**********");
        assertThat(event.value()).asString(UTF_8).isEqualTo("{\"id\":\"a\",\"to\":\"44**********\"}");
    }

    @Test
    void aPolicyHoldsForATypedValueToo() throws IOException {
        byte[] body = "[{\"id\":\"a\",\"to\":\"447700900000\",\"from\":\"me\",\"from\":\"you\"}]".getBytes(UTF_8);
        Page page = page(body);
        PrivacyPolicy policy = new PrivacyPolicy(Map.of("to", Redaction.MASK, "from", Redaction.DROP));
        Schema schema = EventSchemas.of("SMS");
        CdrStream stream = stream("SMS", "id");
        Event event = new EventEncoder(stream, policy, Events.avro(stream))
                .encode(page, new Cdr(0, 1, body.length - 2, "a", false, TIME, null), Revision.NEW, 7, ANY);
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
        Event event = new EventEncoder(stream, policy, Events.avro(stream))
                .encode(page(body), new Cdr(0, 0, body.length, "a", false, TIME, null), Revision.NEW, 7, ANY);
        return new BinaryMessageDecoder<GenericRecord>(GenericData.get(), EventSchemas.of(product))
                .decode(event.value());
    }
}
