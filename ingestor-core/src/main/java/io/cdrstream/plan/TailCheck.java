package io.cdrstream.plan;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether records arrive later than a plan looks for all of them, and what plan would do.
 *
 * <p>A plan reads everything up to the age of its last full pass. What audits after it find is a sample of what is
 * lost. What the last pass itself finds, where it is a full one, is not lost, but nobody knows then what comes after
 * it. One in a thousand is too much of either.
 */
public final class TailCheck {

    /** Of fewer records nothing is concluded. */
    static final int ENOUGH = 1000;

    private static final double TOLERABLE = 0.001;

    /** What a configuration allows. */
    private static final Duration LONGEST_SETTLE = Duration.ofHours(24);

    private final PassPlan plan;
    private final Duration interval;
    private final ArrivalDelay delay;
    private final StreamTraffic traffic;

    /**
     * @param interval the least time between two slices of a first pass
     * @param traffic what is known of it otherwise; what it shows at which age is taken from {@code delay}
     */
    public TailCheck(PassPlan plan, Duration interval, ArrivalDelay delay, StreamTraffic traffic) {
        this.plan = plan;
        this.interval = interval;
        this.delay = delay;
        this.traffic =
                new StreamTraffic(traffic.recordsPerSecond(), this::visible, traffic.open(), traffic.dirtyBlocks());
    }

    /** What a pass has found was there at its age, though it was seen somewhat later. */
    private double visible(Duration age) {
        for (int pass = 1; pass < plan.passes(); pass++) {
            if (plan.age(pass).compareTo(age) > 0) {
                return 1 - delay.from(plan.age(pass));
            }
        }
        return 1;
    }

    /**
     * @param age from which on the plan does not read everything, or of its last pass, which does
     * @param isAudited whether passes after that read a sample
     * @param late the part of the records that was first seen at that age or later
     * @param factor what the present plan bills for each record
     * @param settled what waits so long before the first pass; no fresher, and no dearer; null if no stream may wait so
     *     long
     * @param revisited what reads everything once more at that age
     */
    public record Shortfall(
            Duration age,
            boolean isAudited,
            double late,
            double factor,
            @Nullable Instead settled,
            Instead revisited) {}

    /**
     * Another plan.
     *
     * @param age of the pass that it has more, or instead
     * @param factor what it bills for each record
     */
    public record Instead(Duration age, PassPlan plan, double factor) {}

    /** Empty if the plan is late enough, or nobody can know yet. */
    public Optional<Shortfall> shortfall() {
        int last = lastFull();
        boolean isAudited = last + 1 < plan.passes();
        Duration age = plan.age(isAudited ? last + 1 : last);
        double late = delay.from(age);
        if (plan.passes() == 1 || delay.count() < ENOUGH || late < TOLERABLE) {
            return Optional.empty();
        }
        Duration covering = isAudited
                ? rounded(delay.quantile(1 - TOLERABLE))
                : rounded(delay.max().multipliedBy(2));
        return Optional.of(new Shortfall(
                age,
                isAudited,
                late,
                factor(plan),
                covering.compareTo(LONGEST_SETTLE) > 0 ? null : settled(covering),
                revisited(covering)));
    }

    private int lastFull() {
        int last = 0;
        for (int pass = 1; pass < plan.passes(); pass++) {
            last = plan.share(pass) == 1 ? pass : last;
        }
        return last;
    }

    private Instead settled(Duration age) {
        List<Revisit> later =
                plan.revisits().stream().filter(r -> r.age().compareTo(age) > 0).toList();
        List<Duration> asked =
                plan.followUps().stream().filter(a -> a.compareTo(age) > 0).toList();
        return instead(age, new PassPlan(age, later, asked, plan.memory()));
    }

    private Instead revisited(Duration age) {
        List<Revisit> revisits = new ArrayList<>(plan.revisits());
        revisits.removeIf(revisit -> revisit.age().equals(age));
        revisits.add(Revisit.of(age));
        revisits.sort(Comparator.comparing(Revisit::age));
        return instead(age, new PassPlan(plan.settle(), revisits, plan.followUps(), plan.memory()));
    }

    private Instead instead(Duration age, PassPlan other) {
        return new Instead(age, other, factor(other));
    }

    private double factor(PassPlan any) {
        return new FeeForecast(any, traffic, interval).perDay().factor();
    }

    /** Up to whole five minutes, or of a long time to whole hours: as a person would write it. */
    private static Duration rounded(Duration age) {
        long step = age.compareTo(Duration.ofHours(6)) < 0 ? 300 : 3600;
        return Duration.ofSeconds((age.toSeconds() + step - 1) / step * step);
    }
}
