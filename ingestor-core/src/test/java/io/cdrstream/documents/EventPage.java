package io.cdrstream.documents;

import io.cdrstream.event.avro.AvroReading;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.simulator.cdr.StreamKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The reference page of one product, in Markdown. */
final class EventPage {

    private static final String SOURCES = "../../schemas/src/main/";

    private EventPage() {}

    static String markdown(Schema schema) {
        return "# " + Products.title(schema) + "\n\n" + schema.getDoc() + "\n\n" + facts(schema) + "\n## Fields\n\n"
                + fields(schema) + examples(schema);
    }

    private static String facts(Schema schema) {
        @Nullable String product = Products.product(schema);
        String name = Products.file(schema);
        String topic = product == null ? "cdr.<product in lower case>" : "cdr." + name;
        return table("", "")
                + row("topic", code(topic))
                + row("key", "the record's " + code("id"))
                + row(
                        "time",
                        code(ProductCatalogue.find(product == null ? "" : product)
                                .timeField()))
                + row("JSON Schema", link(name + ".schema.json", SOURCES + "resources/cdrstream/events/"))
                + row("Avro schema", link(name + ".avsc", SOURCES + "avro/") + ", class " + code(schema.getFullName()));
    }

    private static String fields(Schema schema) {
        StringBuilder text =
                new StringBuilder(table("in JSON", "as the API sends it", "in Avro", "type", "meaning", "source"));
        for (EventField field : EventField.of(schema)) {
            text.append(row(
                    field.apiName() == null ? "" : code(field.apiName()),
                    field.apiName() == null ? "" : field.form().json(),
                    code(field.name()),
                    field.form().avro(),
                    field.meaning() + values(field),
                    field.source()));
        }
        return text.toString();
    }

    private static String values(EventField field) {
        return field.values().isEmpty()
                ? ""
                : field.values().stream()
                        .map(EventPage::code)
                        .collect(Collectors.joining(", ", " Known so far: ", "."));
    }

    private static String examples(Schema schema) {
        @Nullable String product = Products.product(schema);
        List<StreamKey> streams = product == null ? List.of() : SimulatedRecords.streams(product);
        return streams.isEmpty() ? "" : example(schema, SampleEvent.of(streams.get(0)));
    }

    private static String example(Schema schema, SampleEvent event) {
        StringBuilder headers = new StringBuilder(table("header", "value"));
        event.headers().forEach((name, value) -> headers.append(row(code(name), code(value))));
        return "\n## Example\n\nFrom the simulator. As JSON (the API's own bytes; here with line breaks):\n\n"
                + block(SampleEvent.parse(event.record()))
                + "\nAs Avro (null fields left out, amounts and times as people write them):\n\n"
                + block(readable(schema, event.avro().value()))
                + "\n" + headers;
    }

    private static Map<String, Object> readable(Schema schema, byte[] value) {
        Map<String, Object> fields = AvroReading.values(AvroReading.read(schema, value, 10));
        for (EventField field : EventField.of(schema)) {
            fields.computeIfPresent(field.name(), (name, said) -> readable(field.form(), said));
        }
        return fields;
    }

    private static Object readable(FieldForm form, Object value) {
        return switch (form) {
            case TIME -> Instant.ofEpochMilli((Long) value).toString();
            case AMOUNT -> value.toString();
            case MORE -> new TreeMap<>((Map<?, ?>) value); // safe because it maps text to text
            default -> value;
        };
    }

    private static String block(Object tree) {
        return "```json\n" + RecordSchema.pretty(tree) + "\n```\n";
    }

    static String table(String... columns) {
        return row(columns) + "|" + "---|".repeat(columns.length) + "\n";
    }

    static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    static String link(String file, String directory) {
        return "[" + code(file) + "](" + directory + file + ")";
    }
}
