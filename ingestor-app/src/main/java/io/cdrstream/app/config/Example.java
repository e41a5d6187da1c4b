package io.cdrstream.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue as a commented file: keys with an example are set, all others are comments that show their default. */
final class Example {

    private static final int WIDTH = 110;
    private static final String INTRODUCTION =
            """
            # cdrstream: call detail records from the Vonage Reports API to Kafka.
            # Set VONAGE_API_KEY and VONAGE_API_SECRET, then:  cdrstream check --config this-file
            # Reading is charged per record. This file starts now, reads no history, and stops at its daily cap.
            # Remove the # before a key to set it; it shows its default.

            """;

    private final List<String> lines = new ArrayList<>();

    private Example() {}

    static String yaml(Shape shape) {
        Example example = new Example();
        example.fields(shape, "", false);
        return INTRODUCTION + String.join("\n", example.lines) + "\n";
    }

    private void fields(Shape shape, String indent, boolean isItem) {
        String first = isItem ? indent.substring(2) + "- " : indent;
        for (Map.Entry<String, Shape> field : shape.fields().entrySet()) {
            String name =
                    field.getKey().equals(Shape.ANY) && leaf(field.getValue()) == null ? "<name>" : field.getKey();
            field(name, field.getValue(), indent, first);
            first = indent;
        }
    }

    private void field(String name, Shape shape, String indent, String first) {
        @Nullable ConfigKey<?> key = leaf(shape);
        if (key != null) {
            comment(indent, key.sentence());
            lines.add(name.equals(Shape.ANY) ? any(key, indent) : assignment(name, shape, key, first));
            return;
        }
        if (indent.isEmpty()) {
            lines.add("");
        }
        lines.add(isSet(shape) ? indent + name + ":" : "#" + indent + name + ":");
        Shape item = shape.item();
        fields(item == null ? shape : item, indent + (item == null ? "  " : "    "), item != null);
    }

    private static String any(ConfigKey<?> key, String indent) {
        return key.example() == null ? "#" + indent + "<name>: <value>" : indent + key.example();
    }

    private static String assignment(String name, Shape shape, ConfigKey<?> key, String first) {
        if (key.example() != null) {
            return first + name + ": " + key.example();
        }
        String value = key.byDefault() == null ? "<" + key.type().name() + ">" : key.byDefault();
        return "#" + first + name + ": " + (shape.item() == null ? value : "[" + value + "]");
    }

    /** The key of a value, or of a list of values. */
    private static @Nullable ConfigKey<?> leaf(Shape shape) {
        return shape.item() == null ? shape.key() : shape.item().key();
    }

    private static boolean isSet(Shape shape) {
        @Nullable ConfigKey<?> key = shape.key();
        return key == null ? shape.fields().values().stream().anyMatch(Example::isSet) : key.example() != null;
    }

    private void comment(String indent, String sentence) {
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (indent.length() + line.length() + word.length() > WIDTH) {
                lines.add(indent + "# " + line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(indent + "# " + line.toString().strip());
    }
}
