package io.cdrstream.app.cli;

import io.cdrstream.schemas.EventSchemas;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** Which schema wrote a value: by fingerprint or product of those in the jar, by id of those in the registry. */
final class WriterSchemas {

    private static final String TYPE = "cdrstream.cdr.";

    private final IntFunction<Optional<Schema>> registry;
    private final Map<Integer, Optional<Schema>> byId = new HashMap<>();
    private final Map<Long, Schema> byFingerprint = new HashMap<>();

    /** @param registry asked once for each id; empty = cannot be had */
    WriterSchemas(IntFunction<Optional<Schema>> registry) {
        this.registry = registry;
        Stream.concat(EventSchemas.PRODUCTS.stream().map(EventSchemas::of), Stream.of(EventSchemas.generic()))
                .forEach(schema -> byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema));
    }

    @Nullable
    Schema byFingerprint(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    Optional<Schema> byId(int id) {
        return byId.computeIfAbsent(id, registry::apply);
    }

    /**
     * Our schema of the product that an event is about, by its {@code ce_type} or else by the end of its topic's name.
     *
     * @return null if neither names a product
     */
    static @Nullable Schema byProduct(@Nullable String type, String topic) {
        if (type != null && type.startsWith(TYPE)) {
            String product = type.substring(TYPE.length()).replaceFirst("\\..*", "");
            return EventSchemas.of(product.toUpperCase(Locale.ROOT));
        }
        return EventSchemas.PRODUCTS.stream()
                .filter(product -> topic.toLowerCase(Locale.ROOT).endsWith("." + product.toLowerCase(Locale.ROOT)))
                .max(Comparator.comparing(String::length))
                .map(EventSchemas::of)
                .orElse(null);
    }
}
