package io.cdrstream.model;

import org.jspecify.annotations.Nullable;

/**
 * One way in which records leave their schema. Names and values come from outside: each looks like an identifier, or is
 * {@link #OTHER}, never a number, an address or a text (I6).
 *
 * @param field as the API names it
 * @param value only of {@link Kind#NEW_VALUE}
 */
public record Drift(Kind kind, String field, @Nullable String value) {

    /** What is not told by its own name. */
    public static final String OTHER = "other";

    /** What the schema did not expect. */
    public enum Kind {
        /** A value says more than its type can hold; its text was kept. */
        UNPARSED,
        /** The schema does not know the field; its value was kept. */
        UNKNOWN_FIELD,
        /** The value is none of those known so far. */
        NEW_VALUE
    }
}
