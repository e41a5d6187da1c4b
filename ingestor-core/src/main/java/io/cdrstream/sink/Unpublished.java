package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Revision;
import java.util.HexFormat;

/**
 * A revision of a CDR that is in the dead letter because its event was too large. What came before it and what comes
 * after it is told from what was published: so the deltas of the events add up whether it is ever published or not.
 *
 * @param revision which publication it would have been, and will be
 * @param print by which its CDR's book knows it; reveals nothing about it
 */
public record Unpublished(Revision revision, Print print) {

    /** A record, and which revision of its CDR it is. */
    public record TooLarge(Cdr cdr, Unpublished as) {}

    /**
     * @param status of the fingerprint that it has once it is published
     * @param rest likewise
     * @param mark in the place of {@code rest}, as long as it is not
     */
    public record Print(int status, int rest, int mark) {

        /** @throws IllegalArgumentException if it is none */
        public static Print parse(String text) {
            if (text.length() != 24) {
                throw new IllegalArgumentException("a print has 24 hexadecimal digits");
            }
            return new Print(
                    HexFormat.fromHexDigits(text, 0, 8),
                    HexFormat.fromHexDigits(text, 8, 16),
                    HexFormat.fromHexDigits(text, 16, 24));
        }

        @Override
        public String toString() {
            HexFormat hex = HexFormat.of();
            return hex.toHexDigits(status) + hex.toHexDigits(rest) + hex.toHexDigits(mark);
        }
    }
}
