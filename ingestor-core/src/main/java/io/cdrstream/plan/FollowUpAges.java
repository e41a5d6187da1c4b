package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a plan's follow-ups know when they ask. */
final class FollowUpAges {

    private FollowUpAges() {}

    /** At what age the state of a record was last seen before this age. */
    static Duration lastLook(PassPlan plan, Duration age) {
        List<Duration> looks = new ArrayList<>(plan.followUps());
        looks.add(plan.settle());
        plan.revisits().stream().filter(r -> r.share() == 1).map(Revisit::age).forEach(looks::add);
        return looks.stream()
                .filter(look -> look.compareTo(age) < 0)
                .max(Comparator.naturalOrder())
                .orElse(plan.settle());
    }
}
