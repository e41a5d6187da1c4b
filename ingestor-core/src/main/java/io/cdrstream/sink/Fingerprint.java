package io.cdrstream.sink;

/**
 * What is remembered of a record that was published: 24 bytes, which reveal nothing about it.
 *
 * @param id hash of its identity, never 0
 * @param charge what the charge deltas published so far add up to, in 10⁻⁸; {@link #NO_CHARGE} if there were none
 * @param status hash of its state; the lowest bit says whether that is final
 * @param rest hash of everything else that it says
 */
public record Fingerprint(long id, long charge, int status, int rest) {

    public static final long NO_CHARGE = Long.MIN_VALUE;

    /** In the place of a mark: no dead letter holds the CDR's present state any more. */
    static final int SETTLED = 0;

    /** Bytes of one, stored. */
    public static final int BYTES = 24;

    /** Whether the state that was seen last is final. */
    public boolean isFinal() {
        return (status & 1) != 0;
    }
}
