package io.cdrstream.app.config;

import io.cdrstream.app.config.ConfigNode.Fields;
import io.cdrstream.app.config.ConfigNode.Items;
import io.cdrstream.app.config.ConfigNode.Text;
import io.cdrstream.app.config.Problems.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of one mapping. Lenient: what {@link ShapeCheck} has complained about already reads as absent,
 * so that everything else can still be checked in the same run.
 */
record Values(Fields node, Place place) {

    private static final Fields NONE = new Fields(Map.of(), 0);

    /** The value written, or else the default of the catalogue, or else null. */
    <T> @Nullable T get(ConfigKey<T> key) {
        @Nullable T written = written(key);
        return written != null || key.byDefault() == null ? written : key.type().parse(key.byDefault());
    }

    /** For keys that have a default. */
    <T> T require(ConfigKey<T> key) {
        @Nullable T value = get(key);
        if (value == null) {
            throw new IllegalStateException(key.path() + " has no default");
        }
        return value;
    }

    /** The value written; null if there is none, or a wrong one. */
    <T> @Nullable T written(ConfigKey<T> key) {
        return node.fields().get(key.name()) instanceof Text text ? parse(key, text) : null;
    }

    /** The value written, or else one from somewhere else in the file. */
    <T> T or(ConfigKey<T> key, T otherwise) {
        @Nullable T written = written(key);
        return written == null ? otherwise : written;
    }

    boolean has(ConfigKey<?> key) {
        return node.fields().containsKey(key.name());
    }

    /** Where the key is, or where it should be. */
    Place placeOf(ConfigKey<?> key) {
        return placeOf(key.name());
    }

    Place placeOf(String name) {
        @Nullable ConfigNode child = node.fields().get(name);
        return place.field(name, child == null ? node.line() : child.line());
    }

    Values section(String name) {
        return new Values(node.fields().get(name) instanceof Fields fields ? fields : NONE, placeOf(name));
    }

    /** The mappings of a section whose names the user chooses. */
    Map<String, Values> named(String name) {
        Values section = section(name);
        Map<String, Values> named = new LinkedHashMap<>();
        section.node.fields().keySet().forEach(child -> named.put(child, section.section(child)));
        return named;
    }

    /** The mappings of a list. */
    List<Values> sections(String name) {
        List<Values> sections = new ArrayList<>();
        if (node.fields().get(name) instanceof Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                if (items.items().get(i) instanceof Fields fields) {
                    sections.add(new Values(fields, placeOf(name).item(i, fields.line())));
                }
            }
        }
        return sections;
    }

    /** The values of a list of values, each with its place; a single value counts as a list of one. */
    List<Placed> list(ConfigKey<String> key) {
        @Nullable ConfigNode child = node.fields().get(key.name());
        List<Placed> values = new ArrayList<>();
        if (child instanceof Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                add(
                        values,
                        key,
                        items.items().get(i),
                        placeOf(key).item(i, items.items().get(i).line()));
            }
        } else if (child != null) {
            add(values, key, child, placeOf(key));
        } else if (key.byDefault() != null) {
            values.add(new Placed(key.byDefault(), placeOf(key)));
        }
        return values;
    }

    /** Whether a list is written that has nothing in it. */
    boolean isEmptyList(String name) {
        return node.fields().get(name) instanceof Items items && items.items().isEmpty();
    }

    /** Whether there is no such list, or nothing in it. */
    boolean isMissing(String list) {
        return !node.fields().containsKey(list) || isEmptyList(list);
    }

    /** All fields of a mapping whose names the user chooses. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(name).node.fields().forEach((field, value) -> {
            if (value instanceof Text text) {
                texts.put(field, text.value());
            }
        });
        return texts;
    }

    private static void add(List<Placed> values, ConfigKey<String> key, ConfigNode item, Place place) {
        if (item instanceof Text text) {
            @Nullable String value = parse(key, text);
            if (value != null) {
                values.add(new Placed(value, place));
            }
        }
    }

    private static <T> @Nullable T parse(ConfigKey<T> key, Text text) {
        try {
            return key.type().parse(text.value());
        } catch (IllegalArgumentException e) {
            return null; // safe because ShapeCheck has reported it
        }
    }

    record Placed(String value, Place place) {}
}
