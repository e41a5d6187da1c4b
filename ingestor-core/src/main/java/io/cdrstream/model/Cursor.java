package io.cdrstream.model;

/**
 * The API's page cursor: an opaque text and its initialisation vector. Both change from page to page and both are
 * needed to ask for the next one. Bound to the query that yielded it.
 */
public record Cursor(String cursor, String iv) {

    /** Opaque and long: never worth a line in a log. */
    @Override
    public String toString() {
        return "cursor#" + Integer.toHexString(hashCode());
    }
}
