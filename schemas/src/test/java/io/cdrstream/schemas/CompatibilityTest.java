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

/** Today's schemas read everything that was ever released: BACKWARD_TRANSITIVE. */
class CompatibilityTest {

    private static final Path CURRENT = Path.of("src/main/avro");
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
        String sms = Files.readString(CURRENT.resolve("sms.avsc"));
        String was = sms.replace(
                "\"name\": \"latency\", \"type\": [\"null\", \"long\"]",
                "\"name\": \"latency\", \"type\": [\"null\", \"string\"]");
        assertThat(was).isNotEqualTo(sms);
        release("1.0.0", "sms.avsc", was);
        release("1.1.0", "sms.avsc", sms);
        assertThat(conflicts(released)).singleElement().asString().contains("1.0.0", "sms.avsc");
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

    private static List<String> conflicts(Path released) throws IOException {
        List<String> conflicts = new ArrayList<>();
        for (Path old : schemas(released)) {
            Path current = CURRENT.resolve(old.getFileName());
            if (!Files.exists(current)) {
                conflicts.add(old + " has no successor");
                continue;
            }
            SchemaPairCompatibility pair =
                    SchemaCompatibility.checkReaderWriterCompatibility(parse(current), parse(old));
            if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
                conflicts.add(old + ": " + pair.getResult().getIncompatibilities());
            }
        }
        return conflicts;
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
