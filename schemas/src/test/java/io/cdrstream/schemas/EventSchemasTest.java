package io.cdrstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.events.Sms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class EventSchemasTest {

    private static final List<String> COMMON = List.of(
            "id",
            "product",
            "account_id",
            "direction",
            "event_time",
            "country",
            "status",
            "charge",
            "charge_currency",
            "charge_delta",
            "change",
            "ingested_at");

    @Test
    void everyFileIsTheSchemaOfAProductOrTheGenericOne() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(EventSchemas.PRODUCTS.stream(), Stream.of("generic"))
                                    .map(name -> name.toLowerCase(Locale.ROOT) + ".avsc")
                                    .toList());
        }
        assertThat(EventSchemas.PRODUCTS)
                .allSatisfy(product ->
                        assertThat(EventSchemas.of(product).getProp("product")).isEqualTo(product));
    }

    @Test
    void aProductWithoutASchemaGetsTheGenericOne() {
        assertThat(EventSchemas.of("HOLOGRAM")).isSameAs(EventSchemas.generic());
        assertThat(EventSchemas.of("sms")).isSameAs(EventSchemas.generic());
        assertThat(EventSchemas.of("SMS")).isNotSameAs(EventSchemas.generic());
    }

    @Test
    void allBeginWithTheCommonFieldsInTheSameShapeAndEndWithTheRest() {
        for (Schema schema : all()) {
            List<String> names = schema.getFields().stream().map(Field::name).toList();
            assertThat(names.subList(0, COMMON.size())).isEqualTo(COMMON);
            assertThat(names).endsWith("more").doesNotContain("total_price", "currency");
            for (String name : COMMON) {
                assertThat(schema.getField(name).schema())
                        .isEqualTo(EventSchemas.generic().getField(name).schema());
            }
        }
    }

    @Test
    void everyFieldMayBeNullAndSaysWhatItIsAndWhereItComesFrom() {
        assertThat(all().stream().flatMap(schema -> schema.getFields().stream()))
                .allSatisfy(field -> {
                    assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
                    assertThat(field.defaultVal()).isEqualTo(JsonProperties.NULL_VALUE);
                    assertThat(field.doc()).endsWith(".");
                    assertThat(field.getProp("source")).matches("cdrstream.*|Reports API \\d\\.\\d\\.\\d, .+");
                });
    }

    @Test
    void theGeneratedClassesHaveTheSameFingerprint() {
        assertThat(SchemaNormalization.parsingFingerprint64(Sms.getClassSchema()))
                .isEqualTo(SchemaNormalization.parsingFingerprint64(EventSchemas.of("SMS")));
    }

    private static List<Schema> all() {
        return Stream.concat(EventSchemas.PRODUCTS.stream(), Stream.of("generic"))
                .map(EventSchemas::of)
                .toList();
    }
}
