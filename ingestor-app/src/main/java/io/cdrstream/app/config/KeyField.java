package io.cdrstream.app.config;

import io.cdrstream.schemas.EventSchemas;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Doubts a key that no record has: it would quietly be the id. */
final class KeyField {

    /** What the encoder knows of every record. */
    private static final List<String> WORDS = List.of("id", "account");

    private final Problems problems;

    KeyField(Problems problems) {
        this.problems = problems;
    }

    void check(Values at, ConfigKey<String> key, Collection<String> products) {
        @Nullable String field = at.written(key);
        if (field == null || WORDS.contains(field) || !EventSchemas.PRODUCTS.containsAll(products)) {
            return;
        }
        KnownFields known = KnownFields.of(products);
        if (!known.contains(field)) {
            problems.warning(
                    at.placeOf(key),
                    "\"" + field + "\" is a field that we do not know; a record without it has its id as key",
                    known.suggestion(field).orElse(null));
        }
    }
}
