package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.schemas.EventSchemas;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {

    /** Fields of events that no record has. */
    private static final Set<String> OURS = Set.of("product", "charge_delta", "change", "ingested_at", "more");

    @Test
    void theFieldsKnownOfAProductAreThoseOfItsSchema() {
        assertThat(ProductCatalogue.all()).extracting(Product::name).containsAll(EventSchemas.PRODUCTS);
        for (Product product : ProductCatalogue.all()) {
            assertThat(product.fields()).as(product.name()).isEqualTo(fields(EventSchemas.of(product.name())));
        }
    }

    @Test
    void whatTellsRevisionsApartIsCalledAsInTheSchema() {
        for (Product product : ProductCatalogue.all()) {
            Schema schema = EventSchemas.of(product.name());
            assertThat(schema.getField("status").getProp("field")).isIn("status", null);
            assertThat(source(schema.getField("charge_currency"))).isEqualTo("currency");
            assertThat(source(schema.getField("country"))).isEqualTo(product.countryField());
            assertThat(source(schema.getField("charge"))).isEqualTo(product.chargeField());
        }
    }

    @Test
    void ofAnUnknownProductNoFieldIsKnown() {
        assertThat(ProductCatalogue.find("PRODUCT-OF-TOMORROW").fields()).isEmpty();
    }

    private static Set<String> fields(Schema schema) {
        return schema.getFields().stream()
                .filter(field -> !OURS.contains(field.name()))
                .map(RecordFieldsTest::source)
                .collect(Collectors.toSet());
    }

    private static String source(Schema.Field field) {
        return field.getProp("field") == null ? field.name() : field.getProp("field");
    }
}
