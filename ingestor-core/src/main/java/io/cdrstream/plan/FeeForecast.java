package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a plan will cost and what it will find, before anything is spent.
 *
 * <p>An estimate of averages, by the same rules as the passes themselves: {@link RevisitLength} for what is read at
 * once; a first pass bills what the API shows by then; a follow-up asks for what was open at the last look; an audited
 * block is read to its end if its sample finds something. A record is billed as often as it is returned.
 *
 * <p>Of a stream that has just begun, a pass of age A costs nothing for as long, and comes in steps as wide as its
 * slices or blocks: {@link #between} counts those.
 */
public final class FeeForecast {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int PAGE = 1000;
    private static final int IDS = 20;

    private final PassPlan plan;
    private final StreamTraffic traffic;
    private final Duration interval;
    private final List<Lane> lanes = new ArrayList<>();
    private double known;
    /** @param interval the least time between two slices of a first pass */
    public FeeForecast(PassPlan plan, StreamTraffic traffic, Duration interval) {
        this.plan = plan;
        this.traffic = traffic;
        this.interval = interval;
        first();
        for (int pass = 1; pass < plan.passes(); pass++) {
            Revisit revisit = plan.revisits().get(pass - 1);
            if (revisit.share() < 1) {
                audit(pass, revisit);
            } else {
                full(pass, revisit);
            }
        }
    }

    /** Of a day, once the stream is older than its plan. */
    public Forecast perDay() {
        return forecast(lane -> DAY.toSeconds(), DAY.toSeconds());
    }

    /** From one time after the stream's start to another. */
    public Forecast between(Duration from, Duration to) {
        double first = lanes.get(0).reach(to) - lanes.get(0).reach(from);
        return forecast(lane -> lane.reach(to) - lane.reach(from), first);
    }

    private Forecast forecast(Covered covered, double firstCovered) {
        List<PassForecast> passes = new ArrayList<>();
        lanes.forEach(lane -> passes.add(lane.forecast(covered.seconds(lane))));
        followUps(covered, passes);
        passes.sort(Comparator.comparing(PassForecast::age));
        return new Forecast(
                passes,
                traffic.recordsPerSecond() * firstCovered,
                known,
                plan.settle().plus(interval.dividedBy(2)));
    }

    private void first() {
        double share = visible(plan.settle(), interval);
        known = share;
        lane(0, 1, interval, share, pages(records(interval, share)), share);
    }

    private void full(int pass, Revisit revisit) {
        Duration slice = RevisitLength.slice(revisit.age(), expected());
        double share = visible(revisit.age(), slice);
        lane(pass, 1, slice, share, pages(records(slice, share)), Math.max(0, share - known));
        known = Math.max(known, share);
    }

    private void audit(int pass, Revisit revisit) {
        Duration block = RevisitLength.block(revisit.age(), revisit.share(), expected());
        double share = visible(revisit.age(), block);
        double expected = records(block, share);
        double sampled = RevisitLength.sampled(revisit.share(), expected() * block.toSeconds());
        double late = share == 0 ? 0 : Math.max(0, share - known) / share;
        double dirty = Math.max(traffic.dirtyBlocks(), 1 - Math.pow(1 - late, sampled * expected));
        double read = sampled + dirty * (1 - sampled);
        double requests = pages(sampled * expected) + (sampled < 1 ? dirty * pages((1 - sampled) * expected) : 0);
        double found = Math.max(0, share - known) * read;
        lane(pass, sampled, block, share * read, requests, found);
        known += found;
    }

    /** Records a second that earlier passes have found: what a later one is sized by. */
    private double expected() {
        return traffic.recordsPerSecond() * known;
    }

    private void lane(int pass, double sampled, Duration unit, double share, double requests, double found) {
        lanes.add(new Lane(
                plan.name(pass),
                plan.age(pass),
                sampled,
                unit,
                traffic.recordsPerSecond() * share,
                requests / unit.toSeconds(),
                found,
                pass < 2 ? null : lanes.get(pass - 1)));
    }

    private void followUps(Covered covered, List<PassForecast> passes) {
        for (Duration age : plan.followUps()) {
            Lane lane = new Lane(PassPlan.FOLLOW_UP, age, 1, Duration.ofSeconds(1), 0, 0, 0, null);
            double asked = traffic.recordsPerSecond()
                    * traffic.open().at(FollowUpAges.lastLook(plan, age))
                    * covered.seconds(lane)
                    * visible(plan.settle(), interval);
            passes.add(new PassForecast(PassPlan.FOLLOW_UP, age, 1, asked / IDS, asked, 0));
        }
    }

    /**
     * A slice or block is read when its youngest second is that old; on average its records are half its span older.
     */
    private double visible(Duration age, Duration span) {
        return traffic.visible().at(age.plus(span.dividedBy(2)));
    }

    private double records(Duration span, double share) {
        return traffic.recordsPerSecond() * share * span.toSeconds();
    }

    private static double pages(double records) {
        return Math.max(1, Math.ceil(records / PAGE));
    }

    /** How many seconds of the stream's own time a pass goes through in the period asked for. */
    private interface Covered {
        double seconds(Lane lane);
    }
}
