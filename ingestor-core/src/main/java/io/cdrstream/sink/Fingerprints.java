package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Product;
import io.cdrstream.model.Revision.Change;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record's identity into 64 bits, and what it says into another 64, by SipHash-2-4 under a random key of the
 * task, so that what is stored of a record reveals nothing about it, and nobody who can choose ids can make two of them
 * collide.
 *
 * <p>Two records of one slice collide by chance with a probability of about n²/2⁶⁵: 10⁻⁷ for a slice of a million.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
public final class Fingerprints {

    /** In the place of the charge, which what is not published does not have. */
    private static final long LATE = 1;

    private final long k0;
    private final long k1;

    /** @param key 16 random bytes, the same as long as the seen-set lives */
    public Fingerprints(byte[] key) {
        ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        this.k0 = words.getLong(0);
        this.k1 = words.getLong(8);
    }

    /**
     * Of a record and what it says now.
     *
     * @param charge what its charge deltas add up to once it is published
     */
    Fingerprint of(Cdr cdr, Product product, long charge) {
        Cdr.Content content = cdr.content();
        int status = content.status() == null ? 0 : (int) of(content.status());
        int isFinal = product.isOpen(content.status()) ? 0 : 1;
        SipHash rest = new SipHash(k0, k1);
        return new Fingerprint(id(cdr.id()), charge, status & ~1 | isFinal, (int) rest.end(content.rest(), 0));
    }

    /**
     * That a CDR's last revision is too large for its topic: stands beside the fingerprint of what is published of it.
     *
     * @param now what its fingerprint would be, were it published
     * @param charge as the API wrote it
     * @param published null if nothing is
     * @param change what the revision would have been published as
     * @return with the mark of the revision, and of what it followed on, in the place of {@code rest}
     */
    Fingerprint unpublished(Fingerprint now, @Nullable String charge, @Nullable Fingerprint published, Change change) {
        SipHash mark = new SipHash(k0, k1);
        mark.word((long) now.status() << 32 | now.rest() & 0xffff_ffffL);
        mark.word(charge == null ? 0 : of(charge));
        mark.word(published == null ? 0 : published.charge());
        int hash = (int) mark.end(published == null ? 0 : 1, 1);
        int other = hash == Fingerprint.SETTLED ? 1 : hash;
        long lateness = change == Change.LATE ? LATE : Fingerprint.NO_CHARGE;
        return new Fingerprint(unpublished(now.id()), lateness, now.status(), other);
    }

    /** Whether the first that was seen of a CDR, which is unpublished still, was late. */
    static boolean isLate(Fingerprint unpublished) {
        return unpublished.charge() == LATE;
    }

    /** Under which id that stands. Looked for with every record, so nothing is hashed for it. */
    static long unpublished(long id) {
        return id == -1 ? 1 : ~id;
    }

    /** Of a record's identity. */
    public long id(String id) {
        long hash = of(id);
        return hash == 0 ? 1 : hash; // 0 marks a free place in a table
    }

    /** Of a text as UTF-16, little-endian. */
    private long of(String id) {
        SipHash hash = new SipHash(k0, k1);
        int whole = id.length() & ~3;
        for (int i = 0; i < whole; i += 4) {
            hash.word(id.charAt(i)
                    | (long) id.charAt(i + 1) << 16
                    | (long) id.charAt(i + 2) << 32
                    | (long) id.charAt(i + 3) << 48);
        }
        long tail = 0;
        for (int i = whole; i < id.length(); i++) {
            tail |= (long) id.charAt(i) << 16 * (i - whole);
        }
        return hash.end(tail, 2 * id.length());
    }

    /** Of bytes that are no record, at a place: page of its slice and ordinal in the page. */
    long of(byte[] bytes, int offset, int length, int page, int ordinal) {
        SipHash hash = new SipHash(k0, k1);
        hash.word((long) page << 32 | ordinal);
        ByteBuffer words = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        while (words.remaining() >= 8) {
            hash.word(words.getLong());
        }
        long tail = 0;
        for (int shift = 0; words.hasRemaining(); shift += 8) {
            tail |= (words.get() & 0xffL) << shift;
        }
        return hash.end(tail, length + 8);
    }

    private static final class SipHash {

        private long v0;
        private long v1;
        private long v2;
        private long v3;

        SipHash(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void word(long m) {
            v3 ^= m;
            round();
            round();
            v0 ^= m;
        }

        long end(long tail, int length) {
            word(tail | (long) length << 56);
            v2 ^= 0xff;
            for (int i = 0; i < 4; i++) {
                round();
            }
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
