package io.cdrstream.laws;

import java.time.Instant;
import java.util.TreeMap;

/** Pieces of time, in any order, that may overlap. */
final class Coverage {

    private final TreeMap<Instant, Instant> pieces = new TreeMap<>();

    void add(Instant from, Instant to) {
        pieces.merge(from, to, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** How far everything from a moment on is covered without a gap. */
    Instant from(Instant begin) {
        Instant reached = begin;
        for (var piece : pieces.entrySet()) {
            if (piece.getKey().isAfter(reached)) {
                break;
            }
            reached = piece.getValue().isAfter(reached) ? piece.getValue() : reached;
        }
        return reached;
    }
}
