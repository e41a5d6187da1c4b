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

    /** What a first pass of a stream with little traffic waits for beside its settle. */
    private static final Duration FIRST_SLICE = Duration.ofMinutes(1);

    /** Rates are not asked for, so it is the longest that there is. */
    private static final double SLOW = 1e-6;

    static Due of(PassPlan plan, int pass, Instant time) {
        Instant earliest = time.plus(plan.age(pass));
        return new Due(earliest, earliest.plus(length(plan, pass)));
    }

    /** When no pass and no follow-up of it is left. */
    static Due seal(PassPlan plan, Instant time) {
        Instant earliest = time.plus(plan.horizon());
        Instant latest = earliest;
        for (int pass = 0; pass < plan.passes(); pass++) {
            Instant read = of(plan, pass, time).latest;
            latest = read.isAfter(latest) ? read : latest;
        }
        return new Due(earliest, latest);
    }

    private static Duration length(PassPlan plan, int pass) {
        if (pass == 0) {
            return FIRST_SLICE;
        }
        double share = plan.share(pass);
        return share < 1 ? RevisitLength.block(plan.age(pass), share, SLOW) : RevisitLength.slice(plan.age(pass), SLOW);
    }

    String text() {
        return "between " + earliest + " and " + latest;
    }
}
