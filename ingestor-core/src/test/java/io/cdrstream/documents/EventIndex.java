package io.cdrstream.documents;

import static io.cdrstream.documents.EventPage.code;
import static io.cdrstream.documents.EventPage.row;
import static io.cdrstream.documents.EventPage.table;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The first page of the reference. */
final class EventIndex {

    private EventIndex() {}

    static String markdown() {
        return """
                # Events

                One page for each product: topic, fields, an example. The pages and the JSON Schemas are made from the \
                Avro schemas in [`schemas`](../../schemas/README.md), and a test fails when they differ; \
                [consumers.md](../consumers.md) says how to read.

                """
                + products()
                + """

                Topics and keys are those of the defaults (`topics.events`, `key` in \
                [configuration.md](../configuration.md)). [conversions.md](conversions.md) says how a record's \
                values become typed ones.

                ## Headers

                The same for JSON and Avro: CloudEvents 1.0 in Kafka's binary mode.

                """
                + headers()
                + """

                ## Beside the events

                | what | JSON Schema |
                |---|---|
                | [checkpoints](checkpoint.md): how far each stream is complete | [`checkpoint.schema.json`]\
                (../../schemas/src/main/resources/cdrstream/checkpoint.schema.json) |
                | [completeness entries](../completeness.md): what each pass found | [`completeness.schema.json`]\
                (../../schemas/src/main/resources/cdrstream/completeness.schema.json) |
                """;
    }

    private static String products() {
        return table("product", "topic", "what")
                + Products.schemas().stream().map(EventIndex::product).collect(Collectors.joining());
    }

    private static String product(Schema schema) {
        String name = Products.file(schema);
        String topic = Products.product(schema) == null ? "" : code("cdr." + name);
        return row("[" + Products.title(schema) + "](" + name + ".md)", topic, schema.getDoc());
    }

    private static String headers() {
        StringBuilder headers = new StringBuilder(table("header", "meaning"));
        HeaderMeaning.all().forEach((name, meaning) -> headers.append(row(code(name), meaning)));
        return headers.toString();
    }
}
