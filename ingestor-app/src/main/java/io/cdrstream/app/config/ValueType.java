package io.cdrstream.app.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the value of a key may be.
 *
 * @param name for people: {@code duration}
 * @param range for people: {@code 1s to 24h}; empty = any
 * @param parser throws {@link IllegalArgumentException} with the rest of a sentence: {@code is not a duration …}
 * @param schema the same in the words of JSON Schema
 * @param words which a mistyped value may have been meant to be
 */
record ValueType<T>(
        String name, String range, Function<String, T> parser, Map<String, Object> schema, List<String> words) {

    ValueType(String name, String range, Function<String, T> parser, Map<String, Object> schema) {
        this(name, range, parser, schema, List.of());
    }

    T parse(String text) {
        return parser.apply(text);
    }
}
