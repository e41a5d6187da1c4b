package io.cdrstream.event.privacy;

import java.util.regex.Pattern;

/** The many ways to write one number. */
final class PhoneNumber {

    private static final Pattern PUNCTUATION = Pattern.compile("[\\s().\\-/]+");
    private static final Pattern INTERNATIONAL = Pattern.compile("^(\\+|00)(?=[1-9])");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{5,15}");

    private PhoneNumber() {}

    /**
     * International format without plus, as the API writes it most often: {@code +44 (20) 7946-0000} and
     * {@code 00442079460000} are {@code 442079460000}. What is no number comes back unchanged, so that a sender's name
     * with a dash in it is not mixed up with another.
     */
    static String normalised(String text) {
        String trimmed = text.strip();
        String bare = INTERNATIONAL
                .matcher(PUNCTUATION.matcher(trimmed).replaceAll(""))
                .replaceFirst("");
        return isNumber(bare) ? bare : trimmed;
    }

    /** From a short code to the longest that ITU-T E.164 allows. */
    static boolean isNumber(String normalised) {
        return DIGITS.matcher(normalised).matches();
    }
}
