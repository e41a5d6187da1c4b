package io.cdrstream.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A JSON Schema as the jar of schemas has it, under somebody else's validator. */
public final class PublishedSchema {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final String text;
    private final Schema schema;

    private PublishedSchema(String text) {
        this.text = text;
        this.schema = REGISTRY.getSchema(text);
    }

    /** @param resource below {@code cdrstream/} */
    public static PublishedSchema of(String resource) {
        try (InputStream in = PublishedSchema.class.getResourceAsStream("/cdrstream/" + resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return new PublishedSchema(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document; empty if nothing. */
    public List<String> errors(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** What is wrong with the schema itself. */
    public List<String> ownErrors() {
        Schema dialect = REGISTRY.getSchema(SchemaLocation.of(RecordSchema.DIALECT));
        return dialect.validate(text, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
