package io.cdrstream.observe;

import io.cdrstream.model.Drift;
import io.cdrstream.model.Drift.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The drift seen since the process began. Bounded, whatever the API sends and however often sessions begin anew: after
 * so many names of a product the rest of it is {@link Drift#OTHER}. Safe for use by several threads.
 */
final class DriftNames {

    private final int most;
    private final Map<String, Set<Drift>> seen = new HashMap<>();

    /** @param most names of one product */
    DriftNames(int most) {
        this.most = most;
    }

    /**
     * One look at a drift.
     *
     * @param drift as it is to be called
     * @param isFirst whether it was never called so before
     */
    record Sight(Drift drift, boolean isFirst) {}

    synchronized Sight see(String product, Drift drift) {
        Set<Drift> known = seen.computeIfAbsent(product, p -> new HashSet<>());
        boolean isFull = known.size() >= most && !known.contains(drift);
        Drift called = isFull ? anonymous(drift) : drift;
        return new Sight(called, known.add(called));
    }

    /** The fields of a schema are no more than it has, so that these may keep their names. */
    private static Drift anonymous(Drift drift) {
        return switch (drift.kind()) {
            case UNPARSED -> drift;
            case UNKNOWN_FIELD -> new Drift(Kind.UNKNOWN_FIELD, Drift.OTHER, null);
            case NEW_VALUE -> new Drift(Kind.NEW_VALUE, drift.field(), Drift.OTHER);
        };
    }
}
