package io.cdrstream.app.config;

import java.util.List;
import java.util.Map;

/**
 * A configuration file as it was written: every scalar is text until the catalogue says what it means. So an API key
 * such as {@code 12e45678} stays what it is, where YAML alone would make a number of it.
 */
sealed interface ConfigNode {

    /** Where it begins in the file, from 1. */
    int line();

    /**
     * A scalar.
     *
     * @param value after substitution; may be a secret
     * @param written as in the file, and so fit for messages
     * @param isMissing whether a variable in it is not set, which has been reported
     */
    record Text(String value, String written, boolean isMissing, int line) implements ConfigNode {

        /** Without what was substituted (I6). */
        @Override
        public String toString() {
            return "line " + line;
        }
    }

    record Items(List<ConfigNode> items, int line) implements ConfigNode {}

    record Fields(Map<String, ConfigNode> fields, int line) implements ConfigNode {}
}
