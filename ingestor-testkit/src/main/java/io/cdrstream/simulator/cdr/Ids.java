package io.cdrstream.simulator.cdr;

import java.util.Optional;

/**
 * Record ids that look random and can be read back: a Feistel network over (second, stream, ordinal, check). Two CDRs
 * never share an id because the network is a bijection, and an id look-up needs no index because it can be undone.
 *
 * <p>Shape: a version 4 UUID, or its 32 digits without dashes.
 */
final class Ids {

    /** Where a CDR stands: epoch second, index of its stream, ordinal within that second. */
    record Place(long second, int stream, int ordinal) {}

    private static final long HALF = (1L << 60) - 1;
    private static final int ROUNDS = 4;

    private final long[] keys = new long[ROUNDS];
    private final long check;

    Ids(long seed) {
        for (int i = 0; i < ROUNDS; i++) {
            keys[i] = Mix.mix(seed, 1000 + i);
        }
        check = Mix.mix(seed, 999) & ((1L << 30) - 1);
    }

    void write(Cdr cdr, boolean dashes, JsonBytes out) {
        long left = cdr.second() << 24 | cdr.stream().index();
        long right = (long) cdr.ordinal() << 30 | check;
        for (int i = 0; i < ROUNDS; i++) {
            long swapped = left ^ (Mix.mix(right ^ keys[i]) & HALF);
            left = right;
            right = swapped;
        }
        out.hex(left >>> 28, 8);
        dash(dashes, out);
        out.hex(left >>> 12, 4);
        dash(dashes, out);
        out.write('4');
        out.hex(left, 3);
        dash(dashes, out);
        out.write('8');
        out.hex(right >>> 48, 3);
        dash(dashes, out);
        out.hex(right, 12);
    }

    /** The place an id of ours names; empty for any other text. */
    Optional<Place> place(String id) {
        String digits = id.replace("-", "");
        if (!digits.matches("[0-9a-f]{12}4[0-9a-f]{3}8[0-9a-f]{15}")) {
            return Optional.empty();
        }
        long left = Long.parseLong(digits.substring(0, 12) + digits.substring(13, 16), 16);
        long right = Long.parseLong(digits.substring(17), 16);
        for (int i = ROUNDS - 1; i >= 0; i--) {
            long previous = right ^ (Mix.mix(left ^ keys[i]) & HALF);
            right = left;
            left = previous;
        }
        boolean ours = (right & ((1L << 30) - 1)) == check;
        return ours
                ? Optional.of(new Place(left >>> 24, (int) left & 0xFFFFFF, (int) (right >>> 30)))
                : Optional.empty();
    }

    private static void dash(boolean wanted, JsonBytes out) {
        if (wanted) {
            out.write('-');
        }
    }
}
