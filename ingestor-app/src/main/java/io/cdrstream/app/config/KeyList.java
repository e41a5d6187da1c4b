package io.cdrstream.app.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys in the order in which they were declared, which is the order in which people should meet them. */
final class KeyList {

    private final List<ConfigKey<?>> keys = new ArrayList<>();

    <T> ConfigKey<T> key(String path, ValueType<T> type, @Nullable String byDefault, String sentence) {
        return add(new ConfigKey<>(path, type, byDefault, false, null, sentence));
    }

    <T> ConfigKey<T> example(
            String path, ValueType<T> type, @Nullable String byDefault, String example, String sentence) {
        return add(new ConfigKey<>(path, type, byDefault, false, example, sentence));
    }

    <T> ConfigKey<T> secret(String path, ValueType<T> type, @Nullable String example, String sentence) {
        return add(new ConfigKey<>(path, type, null, true, example, sentence));
    }

    private <T> ConfigKey<T> add(ConfigKey<T> key) {
        keys.add(key);
        return key;
    }

    List<ConfigKey<?>> keys() {
        return List.copyOf(keys);
    }
}
