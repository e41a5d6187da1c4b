package io.cdrstream.model;

/**
 * An element of {@code records} that cannot become an event; its bytes go to the dead letter.
 *
 * @param ordinal place in the page's {@code records}, from 0
 * @param reason one of a few fixed sentences, never a value of the record (I6)
 */
public record BadRecord(int ordinal, int offset, int length, String reason) {

    /** Reason: broken, not UTF-8, nested too deeply, or with a name that is too long. */
    public static final String UNREADABLE = "not readable JSON";

    public boolean isUnreadable() {
        return reason.equals(UNREADABLE);
    }
}
