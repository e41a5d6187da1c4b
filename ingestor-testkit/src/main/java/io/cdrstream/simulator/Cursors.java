package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Mix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes bookmarks opaque and binds them to their query: AES-GCM with the query as associated data, so that a cursor
 * sent with any other filter, with another {@code iv} or altered in one character does not open.
 */
final class Cursors {

    /** A cursor and the initialisation vector without which it is worth nothing, both URL-safe. */
    record Cursor(String cursor, String iv) {}

    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final long seed;
    private final AtomicLong issued = new AtomicLong();

    Cursors(long seed) {
        this.seed = seed;
        this.key = new SecretKeySpec(block(Mix.mix(seed, "cursor"), 0), "AES");
    }

    Cursor issue(Bookmark bookmark, String boundTo) {
        byte[] iv = block(Mix.mix(seed, "iv"), issued.incrementAndGet());
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, boundTo).doFinal(bookmark.bytes());
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return new Cursor(encoder.encodeToString(sealed), encoder.encodeToString(iv));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has AES", e);
        }
    }

    /** The bookmark, unless this cursor was never issued for exactly this query. */
    Optional<Bookmark> open(String cursor, String iv, String boundTo) {
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            byte[] sealed = decoder.decode(cursor);
            if (sealed.length != Bookmark.BYTES + TAG_BITS / 8) {
                return Optional.empty(); // the cipher is at a loss with less than a tag
            }
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, decoder.decode(iv), boundTo).doFinal(sealed);
            return Optional.of(Bookmark.of(plain));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] iv, String boundTo) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] block(long first, long second) {
        return ByteBuffer.allocate(16)
                .putLong(Mix.mix(first, second))
                .putLong(Mix.mix(first + 1, second))
                .array();
    }
}
