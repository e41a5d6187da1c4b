package io.cdrstream.event.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 128 bits of HMAC-SHA-256 in URL-safe Base64, 22 characters: the same for the same text, and useless to whoever tries
 * out all texts there are without the key.
 */
public final class KeyedHash {

    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final ThreadLocal<Mac> macs;

    public KeyedHash(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, HMAC);
        this.macs = ThreadLocal.withInitial(() -> mac(secret)); // one each: a Mac has state, and several threads call
    }

    public String of(String text) {
        byte[] whole = macs.get().doFinal(text.getBytes(UTF_8)); // which makes it as good as new
        return TEXT.encodeToString(Arrays.copyOf(whole, BYTES));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /** Without the key (I6). */
    @Override
    public String toString() {
        return "keyed hash";
    }
}
