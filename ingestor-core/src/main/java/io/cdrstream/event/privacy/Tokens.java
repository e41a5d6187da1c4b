package io.cdrstream.event.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The same number gives the same token, in every topic, field and spelling; without the key nobody can go back, nor try
 * out all numbers there are. A token is {@code t_} and 128 bits of HMAC-SHA-256 in URL-safe Base64, 24 characters in
 * all.
 */
public final class Tokens implements Redaction {

    /** In bytes; a shorter key could be guessed. */
    public static final int SHORTEST_KEY = 32;

    private static final String HMAC = "HmacSHA256";
    private static final int TOKEN_BYTES = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if the key is shorter than {@link #SHORTEST_KEY} */
    public Tokens(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "the key has " + key.length + " bytes, and needs at least " + SHORTEST_KEY);
        }
        this.key = new SecretKeySpec(key, HMAC);
    }

    @Override
    public String of(String value) {
        byte[] hash = mac().doFinal(PhoneNumber.normalised(value).getBytes(UTF_8));
        return "t_" + TEXT.encodeToString(Arrays.copyOf(hash, TOKEN_BYTES));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(HMAC); // not shared: a Mac has state, and several threads call
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /** Without the key (I6). */
    @Override
    public String toString() {
        return "tokens";
    }
}
