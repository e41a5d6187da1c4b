package io.cdrstream.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue as the tree that a file should be: a value, a list or named fields. */
final class Shape {

    static final String ITEM = "[]";
    static final String ANY = "*";

    private final Map<String, Shape> children = new LinkedHashMap<>();
    private @Nullable ConfigKey<?> key;

    static Shape of(List<ConfigKey<?>> catalogue) {
        Shape root = new Shape();
        for (ConfigKey<?> key : catalogue) {
            Shape shape = root;
            for (String segment : key.segments()) {
                shape = shape.children.computeIfAbsent(segment, s -> new Shape());
            }
            shape.key = key;
        }
        return root;
    }

    /** What a value here means; null if there is a list or fields. */
    @Nullable
    ConfigKey<?> key() {
        return key;
    }

    /** What an item means; null if this is no list. */
    @Nullable
    Shape item() {
        return children.get(ITEM);
    }

    /** What a field with a name of the user's choice means; null if names are fixed. */
    @Nullable
    Shape any() {
        return children.get(ANY);
    }

    Map<String, Shape> fields() {
        return children;
    }
}
