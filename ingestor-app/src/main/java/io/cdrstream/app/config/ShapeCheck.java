package io.cdrstream.app.config;

import io.cdrstream.app.config.ConfigNode.Fields;
import io.cdrstream.app.config.ConfigNode.Items;
import io.cdrstream.app.config.ConfigNode.Text;
import io.cdrstream.app.config.Problems.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a file with the catalogue: unknown keys, values where lists belong, values of the wrong type or range. */
final class ShapeCheck {

    private final Problems problems;

    ShapeCheck(Problems problems) {
        this.problems = problems;
    }

    void check(ConfigNode node, Shape shape, Place place) {
        @Nullable ConfigKey<?> key = shape.key();
        @Nullable Shape item = shape.item();
        if (key != null) {
            checkValue(node, key, place);
        } else if (item != null) {
            checkItems(node, item, place);
        } else if (node instanceof Fields fields) {
            fields.fields().forEach((name, child) -> checkField(name, child, shape, place));
        } else if (!(node instanceof Text text && text.value().isEmpty())) {
            problems.error(place, "has a value where keys belong", "see cdrstream config --reference");
        }
    }

    private void checkItems(ConfigNode node, Shape item, Place place) {
        if (node instanceof Items items) {
            int index = 0;
            for (ConfigNode child : items.items()) {
                check(child, item, place.item(index++, child.line()));
            }
        } else if (node instanceof Text && item.key() != null) {
            check(node, item, place); // one value where a list is expected is a list of one
        } else {
            problems.error(place, "is no list", "begin each item with a dash");
        }
    }

    private void checkField(String name, ConfigNode child, Shape shape, Place place) {
        Place at = place.field(name, child.line());
        @Nullable Shape known = shape.fields().get(name);
        @Nullable Shape meant = known == null ? shape.any() : known;
        if (meant != null) {
            check(child, meant, at);
            return;
        }
        Optional<String> nearest = Nearest.to(name, shape.fields().keySet());
        problems.error(
                at,
                "there is no such key",
                nearest.map(n -> "did you mean " + n + "?")
                        .orElse("here may be "
                                + String.join(", ", shape.fields().keySet())));
    }

    private void checkValue(ConfigNode node, ConfigKey<?> key, Place place) {
        if (!(node instanceof Text text)) {
            problems.error(place, "needs one value", key.type().name() + range(key));
            return;
        }
        if (text.isMissing()) {
            return;
        }
        try {
            key.type().parse(text.value());
        } catch (IllegalArgumentException e) {
            problems.error(place, shown(text, key) + " " + e.getMessage(), remedy(text, key));
        }
    }

    /** What the user wrote: never what a variable holds, nor a secret (I6). */
    private static String shown(Text text, ConfigKey<?> key) {
        if (key.isSecret()) {
            return "the secret";
        }
        if (key == CredentialKeys.CREDENTIAL) {
            return "what is written"; // its secret, if the two were swapped
        }
        boolean mayHoldAPassword =
                text.written().contains("://") && text.written().contains("@");
        return mayHoldAPassword ? "the URL" : "\"" + text.written() + "\"";
    }

    private static @Nullable String remedy(Text text, ConfigKey<?> key) {
        Optional<String> nearest = Nearest.to(text.written(), key.type().words());
        if (nearest.isPresent()) {
            return "did you mean " + nearest.get() + "?";
        }
        return key.byDefault() == null ? null : "the default is " + key.byDefault();
    }

    private static String range(ConfigKey<?> key) {
        return key.type().range().isEmpty() ? "" : ", " + key.type().range();
    }
}
