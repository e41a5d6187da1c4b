package io.cdrstream.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue.
 *
 * @param path from the top of the file; {@code []} = an item of a list, {@code *} = any name
 * @param byDefault as a user would write it; null = none
 * @param isSecret never shown, wherever the value came from
 * @param example shown in the example file instead of the default; null = the default is a good example
 * @param sentence what it means, for people
 */
record ConfigKey<T>(
        String path,
        ValueType<T> type,
        @Nullable String byDefault,
        boolean isSecret,
        @Nullable String example,
        String sentence) {

    /** {@code credentials[].accounts[]} has three: {@code credentials}, {@code []}, {@code accounts}, {@code []}. */
    List<String> segments() {
        return List.of(path.replace("[]", ".[]").split("\\."));
    }

    /** The name under which it is written: {@code accounts}. */
    String name() {
        return path.replace("[]", "").substring(path.replace("[]", "").lastIndexOf('.') + 1);
    }
}
