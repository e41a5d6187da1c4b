package io.cdrstream.app.cli;

import io.cdrstream.model.PassPlan;
import io.cdrstream.plan.RevisitLength;
import java.time.Duration;
import java.time.Instant;

/**
 * When a pass reads a time: not before it is old enough, and not later than a slice, or the block of an audit, can be
 * long that this time begins. Later still if requests, or the cap, do not suffice.
 */
record Due(Instant earliest, Instant latest) {

    /** What a first pass of a stream with little traffic waits for beside its settle and the interval. */
    private static final Duration FIRST_SLICE = Duration.ofMinutes(1);

    /** Rates are not asked for, so it is the longest that there is. */
    private static final double SLOW = 1e-6;

    /** @param interval the least time between two slices of a first pass */
    static Due of(PassPlan plan, int pass, Instant time, Duration interval) {
        Instant earliest = time.plus(plan.age(pass));
        return new Due(earliest, earliest.plus(length(plan, pass, interval)));
    }

    /** When no pass and no follow-up of it is left. */
    static Due seal(PassPlan plan, Instant time, Duration interval) {
        Instant earliest = time.plus(plan.horizon());
        Instant latest = earliest;
        for (int pass = 0; pass < plan.passes(); pass++) {
            Instant read = of(plan, pass, time, interval).latest;
            latest = read.isAfter(latest) ? read : latest;
        }
        return new Due(earliest, latest);
    }

    /** A later pass waits for the first one, too, where that is slow. */
    private static Duration length(PassPlan plan, int pass, Duration interval) {
        Duration first = FIRST_SLICE.plus(interval);
        if (pass == 0) {
            return first;
        }
        double share = plan.share(pass);
        Duration later = share < 1
                ? RevisitLength.block(plan.age(pass), share, SLOW)
                : RevisitLength.slice(plan.age(pass), SLOW);
        return later.compareTo(first) < 0 ? first : later;
    }

    String text() {
        return "between " + earliest + " and " + latest;
    }
}
