package io.cdrstream.model;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which publication of a CDR an event is.
 *
 * @param changed what differs from the revision before; empty unless the CDR was updated
 * @param chargeBefore what the charge deltas published so far add up to; null if there were none
 * @param pass name of the pass that found it
 */
public record Revision(Change change, Set<Aspect> changed, @Nullable BigDecimal chargeBefore, String pass) {

    /** What a first pass finds. */
    public static final Revision NEW = new Revision(Change.NEW, Set.of(), null, PassPlan.FIRST);

    public Revision {
        changed = Set.copyOf(changed);
    }

    /** Why a CDR is published. */
    public enum Change {
        /** By a first pass, never seen before. */
        NEW,
        /** Never seen before, although its time had been read. */
        LATE,
        /** Published before, and different now. */
        UPDATED;

        /** As events spell it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if events do not spell any like that */
        public static Change of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** A part of a CDR that can change by itself. */
    public enum Aspect {
        STATUS,
        CHARGE,
        OTHER;

        /** As events spell it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Of several with commas between; null = none.
         *
         * @throws IllegalArgumentException if events do not spell any like that
         */
        public static Set<Aspect> setOf(@Nullable String texts) {
            return texts == null
                    ? Set.of()
                    : Arrays.stream(texts.toUpperCase(Locale.ROOT).split(","))
                            .map(Aspect::valueOf)
                            .collect(Collectors.toSet());
        }
    }
}
