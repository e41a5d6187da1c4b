package io.cdrstream.laws;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cdr.Content;
import io.cdrstream.model.Decimals;
import io.cdrstream.model.Revision.Aspect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API shows of one CDR in the course of time: nothing at first, then one version after the other, none of them
 * twice.
 *
 * @param time the second that the API files it under
 * @param versions oldest first
 */
record Life(String id, Instant time, String currency, List<Version> versions) {

    Life {
        versions = List.copyOf(versions);
    }

    /** What it says from a moment on. @param rest the hash over all that has no column here */
    record Version(Instant from, @Nullable String status, @Nullable String charge, long rest) {}

    /** A CDR that is there at once and never changes. */
    static Life still(String id, Instant time) {
        return new Life(id, time, "EUR", List.of(new Version(time, "delivered", "0.0453", 0)));
    }

    Instant visibleFrom() {
        return versions.get(0).from;
    }

    /** Number of the version that is shown at a moment, from 0; -1 = nothing yet. */
    int asOf(Instant moment) {
        int shown = -1;
        while (shown + 1 < versions.size() && !versions.get(shown + 1).from.isAfter(moment)) {
            shown++;
        }
        return shown;
    }

    Cdr cdr(int ordinal, int version) {
        Version shown = versions.get(version);
        Content content = new Content(shown.status, "GB", currency, shown.rest);
        return new Cdr(ordinal, 0, 1, id, false, time, id, shown.charge, content);
    }

    /** Number of the version that a record is; -1 = the API has never shown that. */
    int versionOf(Cdr cdr) {
        for (int i = 0; i < versions.size(); i++) {
            Cdr mine = cdr(cdr.ordinal(), i);
            if (Objects.equals(mine.charge(), cdr.charge()) && mine.content().equals(cdr.content())) {
                return i;
            }
        }
        return -1;
    }

    /** What differs between two versions. */
    Set<Aspect> changes(int before, int after) {
        Version old = versions.get(before);
        Version now = versions.get(after);
        Set<Aspect> changes = EnumSet.noneOf(Aspect.class);
        if (!Objects.equals(old.status, now.status)) {
            changes.add(Aspect.STATUS);
        }
        if (charge(before).compareTo(charge(after)) != 0) {
            changes.add(Aspect.CHARGE);
        }
        if (old.rest != now.rest) {
            changes.add(Aspect.OTHER);
        }
        return changes;
    }

    /** Zero as long as it has none. */
    BigDecimal charge(int version) {
        String charge = versions.get(version).charge;
        return charge == null ? BigDecimal.ZERO : Objects.requireNonNull(Decimals.of(charge));
    }
}
