package io.cdrstream.event.privacy;

import org.jspecify.annotations.Nullable;

/** What becomes of the value of a field. Must be safe for use by several threads. */
@FunctionalInterface
public interface Redaction {

    /** Nothing is left; the field stays, with the value null, so that the event keeps its shape. */
    Redaction DROP = value -> null;

    /** The country calling code is left, and how long the number is. */
    Redaction MASK = new NumberMask();

    /**
     * @param value the text of a string, or a number or boolean as it is written
     * @return what is published in its place; null = nothing
     */
    @Nullable
    String of(String value);
}
