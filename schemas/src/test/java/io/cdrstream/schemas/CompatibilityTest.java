package io.cdrstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Today's schemas read whatever was released (BACKWARD_TRANSITIVE), and keep every column of it with its meaning. */
class CompatibilityTest {

    private static final Path CURRENT = Path.of("src/main/avro");
    private static final Path SMS = CURRENT.resolve("sms.avsc");
    private static final Path RELEASED = Path.of("released");

    @TempDir
    private Path released;

    @Test
    void everySchemaReadsWhatItsReleasedFormsWrote() throws IOException {
        assertThat(conflicts(RELEASED)).isEmpty();
    }

    @Test
    void anUnchangedSchemaIsCompatible() throws IOException {
        for (Path schema : schemas(CURRENT)) {
            release("1.0.0", schema.getFileName().toString(), Files.readString(schema));
        }
        assertThat(conflicts(released)).isEmpty();
    }

    @Test
    void aFieldThatChangedItsTypeIsFoundInAnyRelease() throws IOException {
        String type = "\"name\": \"latency\", \"type\": [\"null\", ";
        release("1.0.0", "sms.avsc", smsWith(type + "\"long\"]", type + "\"string\"]"));
        release("1.1.0", "sms.avsc", Files.readString(SMS));
        assertThat(conflicts(released)).singleElement().asString().contains("1.0.0", "sms.avsc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "precision": 20, "scale": 8        | "precision": 18, "scale": 6
            "precision": 20                    | "precision": 22
            "logicalType": "timestamp-millis"  | "logicalType": "timestamp-micros"
            "logicalType": "timestamp-millis"  | "unit": "millisecond"
            """)
    void aReleasedColumnKeepsItsLogicalType(String now, String was) throws IOException {
        release("1.0.0", "sms.avsc", smsWith(now, was));
        assertThat(conflicts(released)).isNotEmpty().allSatisfy(conflict -> assertThat(conflict)
                .contains("1.0.0", "sms.avsc: /", " was [", " and is ["));
    }

    @Test
    void aReleasedColumnMayNotDisappear() throws IOException {
        release("1.0.0", "sms.avsc", smsWith("\"name\": \"latency\"", "\"name\": \"delay\""));
        assertThat(conflicts(released)).singleElement().asString().endsWith("sms.avsc: /delay is gone");
    }

    @Test
    void aNewColumnIsNoConflict() throws IOException {
        release(
                "1.0.0",
                "sms.avsc",
                Files.readString(CURRENT.resolve("generic.avsc")).replace("Generic", "Sms"));
        assertThat(conflicts(released)).isEmpty();
    }

    @Test
    void columnsWithinColumnsKeepTheirMeaningToo() {
        Columns was = Columns.of(nested("timestamp-micros"));
        assertThat(was.brokenBy(Columns.of(nested("timestamp-millis"))))
                .singleElement()
                .asString()
                .startsWith("/legs/at was ");
        assertThat(was.brokenBy(was)).isEmpty();
    }

    @Test
    void aReleasedProductMayNotDisappear() throws IOException {
        release("1.0.0", "gone.avsc", Files.readString(CURRENT.resolve("sms.avsc")));
        assertThat(conflicts(released)).singleElement().asString().contains("gone.avsc");
    }

    private void release(String version, String name, String schema) throws IOException {
        Path directory = Files.createDirectories(released.resolve(version));
        Files.writeString(directory.resolve(name), schema);
    }

    /** Today's SMS, but for one thing that was otherwise. */
    private static String smsWith(String now, String was) throws IOException {
        String sms = Files.readString(SMS);
        assertThat(sms).contains(now);
        return sms.replace(now, was);
    }

    private static Schema nested(String time) {
        return new Schema.Parser()
                .parse(
                        """
                {"type": "record", "name": "Call", "fields": [{"name": "legs", "type": {"type": "array", "items":
                  {"type": "record", "name": "Leg", "fields": [
                    {"name": "at", "type": ["null", {"type": "long", "logicalType": "%s"}]}]}}}]}
                """
                                .formatted(time));
    }

    private static List<String> conflicts(Path released) throws IOException {
        List<String> conflicts = new ArrayList<>();
        for (Path old : schemas(released)) {
            Path current = CURRENT.resolve(old.getFileName());
            if (!Files.exists(current)) {
                conflicts.add(old + " has no successor");
                continue;
            }
            breaks(parse(old), parse(current)).forEach(conflict -> conflicts.add(old + ": " + conflict));
        }
        return conflicts;
    }

    private static List<String> breaks(Schema old, Schema current) {
        List<String> breaks = new ArrayList<>(Columns.of(old).brokenBy(Columns.of(current)));
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(current, old);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            breaks.add(pair.getResult().getIncompatibilities().toString());
        }
        return breaks;
    }

    private static List<Path> schemas(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        }
    }

    private static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }
}
