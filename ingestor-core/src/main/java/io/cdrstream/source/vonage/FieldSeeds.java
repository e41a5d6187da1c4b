package io.cdrstream.source.vonage;

import io.cdrstream.model.Product;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record count for {@link ContentHash}, and by what seed: those that the product is known to have but
 * for its id, status and charge, which are told apart by themselves. Of an unknown product all others count.
 *
 * <p>Confined to one thread. Names are compared by identity, which is safe because Jackson interns them, as we do ours.
 */
final class FieldSeeds {

    /** Counts for nothing. */
    static final long NONE = 0;

    private static final int SLOTS = 256;
    private static final int MOST = SLOTS / 2;

    private final boolean isAny;
    private final @Nullable String[] names = new @Nullable String[SLOTS];
    private final long[] seeds = new long[SLOTS];
    private int filled;

    FieldSeeds(Product product) {
        Set<String> apart = Set.of("id", "status", product.chargeField());
        this.isAny = product.fields().isEmpty();
        apart.forEach(name -> add(name.intern(), NONE));
        for (String name : product.fields()) {
            if (!apart.contains(name)) {
                add(name.intern(), ContentHash.ofName(name));
            }
        }
    }

    /** @param name interned */
    long of(String name) {
        int slot = slot(name);
        if (names[slot] != null) {
            return seeds[slot];
        }
        return isAny ? added(name) : NONE;
    }

    private long added(String name) {
        long seed = ContentHash.ofName(name);
        if (filled < MOST) {
            add(name, seed);
        }
        return seed;
    }

    private void add(String name, long seed) {
        int slot = slot(name);
        names[slot] = name;
        seeds[slot] = seed;
        filled++;
    }

    /** Where the name is, or else belongs; half of the slots are free, so there is such a place. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private int slot(String name) {
        int slot = (name.hashCode() * 0x9E3779B1) >>> 24;
        while (names[slot] != null && names[slot] != name) {
            slot = (slot + 1) % SLOTS;
        }
        return slot;
    }
}
