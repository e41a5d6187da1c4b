package io.cdrstream.event.privacy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

/**
 * Keeps the country calling code of a phone number and hides each of its other digits: {@code 4477…} becomes
 * {@code 44**********}. What is no international number, a sender's name for instance, is hidden whole.
 */
final class NumberMask implements Redaction {

    private static final int LONGEST_CODE = 3;
    /** Shorter ones are short codes, which belong to a country but do not name it. */
    private static final int SHORTEST_NUMBER = 7;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    @Override
    public String of(String value) {
        String digits = PhoneNumber.normalised(value);
        boolean hasCode = PhoneNumber.isNumber(digits) && digits.length() >= SHORTEST_NUMBER;
        String code = hasCode ? callingCode(digits) : "";
        return code + "*".repeat(digits.length() - code.length());
    }

    /** Calling codes are prefix-free: at most one of the three lengths is one. */
    private String callingCode(String digits) {
        for (int length = 1; length <= LONGEST_CODE; length++) {
            String code = digits.substring(0, length);
            if (!numbers.getRegionCodesForCountryCode(Integer.parseInt(code)).isEmpty()) {
                return code;
            }
        }
        return "";
    }
}
