package io.cdrstream.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cdrstream.schemas.EventSchemas;
import io.cdrstream.simulator.cdr.StreamKey;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON Schemas hold for what the API sends, and for nothing of another shape. */
final class RecordSchemaTest {

    private static final int RECORDS = 300;
    private static final PublishedSchema SMS = PublishedSchema.of("events/sms.schema.json");

    @ParameterizedTest
    @MethodSource("products")
    void theRecordsOfAProductAreValidAndHaveNoFieldThatItsSchemaDoesNotKnow(String product) {
        Schema avro = EventSchemas.of(product);
        PublishedSchema schema = PublishedSchema.of("events/" + Products.file(avro) + ".schema.json");
        List<StreamKey> streams = SimulatedRecords.streams(product);
        assertThat(streams).isNotEmpty();
        assertThat(schema.ownErrors()).isEmpty();
        for (StreamKey stream : streams) {
            assertThat(schema.errors(SampleEvent.of(stream).record())).isEmpty();
            List<String> records = SimulatedRecords.many(stream, RECORDS);
            assertThat(records).hasSizeGreaterThan(RECORDS / 4);
            for (String record : records) {
                assertThat(schema.errors(record)).as(record).isEmpty();
                assertThat(SampleEvent.parse(record).fieldNames())
                        .toIterable()
                        .isSubsetOf(EventField.inTheRecord(avro).keySet());
            }
        }
    }

    @Test
    void numbersMayBeTextTextMayBeNumbersAndAnythingMayBeMissingOrNull() {
        assertThat(SMS.errors("{}")).isEmpty();
        assertThat(SMS.errors("{\"total_price\":\"0.03\",\"latency\":\"\",\"concatenated\":\"FALSE\",\"to\":null}"))
                .isEmpty();
        assertThat(SMS.errors("{\"total_price\":0.03,\"latency\":7,\"concatenated\":false,\"network\":23410}"))
                .isEmpty();
        assertThat(SMS.errors("{\"a_new_column\":{\"of\":[\"any\",\"shape\"]}}"))
                .isEmpty();
    }

    @Test
    void aFieldOfAnotherShapeIsDrift() {
        ObjectNode record = (ObjectNode) SampleEvent.parse("{\"id\":\"a\"}");
        record.putObject("total_price").put("amount", "0.03");
        assertThat(SMS.errors(record.toString())).singleElement().asString().contains("total_price");
        assertThat(SMS.errors("[]")).isNotEmpty();
    }

    @Test
    void theSchemaOfOtherProductsIsOneToo() {
        PublishedSchema generic = PublishedSchema.of("events/generic.schema.json");
        assertThat(generic.ownErrors()).isEmpty();
        assertThat(generic.errors("{\"id\":\"a\",\"total_price\":\"0.1\",\"x\":1}"))
                .isEmpty();
    }

    static Stream<String> products() {
        return EventSchemas.PRODUCTS.stream();
    }
}
