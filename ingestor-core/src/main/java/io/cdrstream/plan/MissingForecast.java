package io.cdrstream.plan;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.PassPlan;
import java.time.Duration;

/**
 * How many CDRs no pass has seen yet, although their time was read: as many as later passes have found of others.
 *
 * <p>A record that a pass leaves out is seen first at the age of a later one, if ever. So the part of the records that
 * were first seen at the age of the next pass, or later, is what is still missing of an hour before that. What no pass
 * has ever found cannot be known: after the last one, nothing is expected.
 */
public final class MissingForecast {

    private final PassPlan plan;
    private final ArrivalDelay delay;

    public MissingForecast(PassPlan plan, ArrivalDelay delay) {
        this.plan = plan;
        this.delay = delay;
    }

    /**
     * @param seen CDRs of some time that were published
     * @param passes how many have finished with that time
     */
    public double expected(long seen, int passes) {
        int pass = Math.max(1, passes);
        if (pass >= plan.passes()) {
            return 0;
        }
        Duration next = plan.age(pass);
        double late = delay.from(next);
        return late >= 1 ? seen : seen * late / (1 - late);
    }
}
