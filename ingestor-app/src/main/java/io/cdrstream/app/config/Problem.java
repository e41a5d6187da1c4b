package io.cdrstream.app.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration, or only odd.
 *
 * @param path of the key, as in {@code credentials[0].daily-cap}; empty for the whole file
 * @param line in the file, from 1; 0 = nowhere in particular
 * @param what is wrong, never with a secret's value
 * @param remedy what to write instead; null if there is nothing to suggest
 */
public record Problem(Severity severity, String path, int line, String what, @Nullable String remedy) {

    public enum Severity {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : path + (line > 0 ? " (line " + line + ")" : "") + ": ";
        return where + what + (remedy == null ? "" : "; " + remedy);
    }
}
