package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a plan knows of a record when it looks at it again. */
final class LookAges {

    private LookAges() {}

    /** At what age the state of a record was last seen before this age. */
    static Duration lastLook(PassPlan plan, Duration age) {
        return last(Stream.concat(readings(plan), plan.followUps().stream()), age, plan);
    }

    /** At what age all records were last read before this age. */
    static Duration lastReading(PassPlan plan, Duration age) {
        return last(readings(plan), age, plan);
    }

    private static Stream<Duration> readings(PassPlan plan) {
        return plan.revisits().stream().filter(revisit -> revisit.share() == 1).map(Revisit::age);
    }

    private static Duration last(Stream<Duration> looks, Duration age, PassPlan plan) {
        return looks.filter(look -> look.compareTo(age) < 0)
                .max(Comparator.naturalOrder())
                .orElse(plan.settle());
    }
}
