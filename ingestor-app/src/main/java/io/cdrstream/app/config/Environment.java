package io.cdrstream.app.config;

import org.jspecify.annotations.Nullable;

/** Where {@code ${NAME}} comes from. */
@FunctionalInterface
public interface Environment {

    /** The variable's value, or null if it is not set. */
    @Nullable
    String get(String name);
}
