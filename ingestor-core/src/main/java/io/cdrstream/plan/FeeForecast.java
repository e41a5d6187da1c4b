package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.plan.Lane.Stride;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * What a plan will cost and what it will find, before anything is spent.
 *
 * <p>An estimate of averages, by the same rules as the passes themselves: {@link RevisitLength} for what is read at
 * once; a first pass bills what the API shows by then; a follow-up asks for what was open at the last look; an audited
 * block is read to its end if its sample finds something. A record is billed as often as it is returned.
 *
 * <p>Of a stream that has just begun, a pass of age A costs nothing for as long, and comes in steps as wide as its
 * slices or blocks: {@link #between} counts those, from where the passes stand, hour by hour of the {@link Tide}, and
 * no further than the stream's end.
 */
public final class FeeForecast {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int PAGE = 1000;
    private static final int IDS = 20;

    /** What is asked for at an age is put together over this part of it, or over a slice if that is longer. */
    private static final double BATCHES_IN_AGE = 8;

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
        return forecast(pass -> DAY.toSeconds(), age -> DAY.toSeconds());
    }

    /** From one time after the stream's start to another. */
    public Forecast between(Duration from, Duration to) {
        return between(Position.after(from), to);
    }

    /** From where a stream stands to a time after its start. */
    public Forecast between(Position from, Duration to) {
        double last = from.end() == null ? Double.MAX_VALUE : seconds(from.end());
        double[] begin = from.frontiers().size() == lanes.size()
                ? from.frontiers().stream().mapToDouble(Duration::toSeconds).toArray()
                : reached(new double[lanes.size()], last, from.running());
        double[] end = reached(begin, last, to);
        return forecast(pass -> traffic.tide().even(begin[pass], end[pass]), age -> traffic.tide()
                .even(Math.min(last, seconds(from.running().minus(age))), Math.min(last, seconds(to.minus(age)))));
    }

    /** How far the passes come. The first is never in the way of the next, which is older. */
    private double[] reached(double[] begin, double last, Duration running) {
        double[] end = begin.clone();
        for (int pass = 0; pass < end.length; pass++) {
            double limit = pass < 2 ? Double.MAX_VALUE : end[pass - 1];
            end[pass] = lanes.get(pass).reach(begin[pass], limit, last, running);
        }
        return end;
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis() / 1e3);
    }

    /**
     * Of so many seconds of the stream's own time, as if its records came evenly.
     *
     * @param covered by a pass
     * @param asked by follow-ups at an age
     */
    private Forecast forecast(IntToDoubleFunction covered, ToDoubleFunction<Duration> asked) {
        List<PassForecast> passes = new ArrayList<>();
        for (int pass = 0; pass < lanes.size(); pass++) {
            passes.add(lanes.get(pass).forecast(covered.applyAsDouble(pass)));
        }
        plan.followUps().forEach(age -> passes.add(followUp(age, asked.applyAsDouble(age))));
        passes.sort(Comparator.comparing(PassForecast::age));
        return new Forecast(
                passes,
                traffic.recordsPerSecond() * covered.applyAsDouble(0),
                known,
                plan.settle().plus(interval.dividedBy(2)));
    }

    private void first() {
        double share = visible(plan.settle(), interval);
        known = share;
        lane(0, 1, slices(interval), interval, share, pages(records(interval, share)), share);
    }

    private void full(int pass, Revisit revisit) {
        Duration slice = RevisitLength.slice(revisit.age(), expected());
        double share = visible(revisit.age(), slice);
        lane(pass, 1, slices(slice), slice, share, pages(records(slice, share)), Math.max(0, share - known));
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
        lane(pass, sampled, blocks(revisit), block, share * read, requests, found);
        known += found;
    }

    /** Records a second that earlier passes have found: what a later one is sized by. */
    private double expected() {
        return traffic.recordsPerSecond() * known;
    }

    private static Stride slices(Duration length) {
        return Stride.even(Math.max(1, length.toSeconds()));
    }

    /** They are longer where there are fewer records. */
    private Stride blocks(Revisit audit) {
        double even = RevisitLength.enough(audit.share(), expected()).toSeconds();
        return Stride.uneven(from -> {
            Duration enough = Duration.ofMillis((long) (1e3 * (traffic.tide().after(from, even) - from)));
            return from + RevisitLength.block(audit.age(), enough).toSeconds();
        });
    }

    /** @param unit what it takes at once, on average */
    private void lane(
            int pass, double sampled, Stride stride, Duration unit, double share, double requests, double found) {
        lanes.add(new Lane(
                plan.name(pass),
                plan.age(pass),
                sampled,
                stride,
                traffic.recordsPerSecond() * share,
                requests / unit.toSeconds(),
                found));
    }

    private PassForecast followUp(Duration age, double seconds) {
        double open = traffic.recordsPerSecond()
                * traffic.open().at(LookAges.lastLook(plan, age))
                * visible(plan.settle(), interval);
        return new PassForecast(PassPlan.FOLLOW_UP, age, 1, lookUps(open, age) * seconds, open * seconds, 0);
    }

    /** Requests a second for so many ids a second: those of a batch's time wait for each other, if there are any. */
    private double lookUps(double ids, Duration age) {
        double batch = ids * Math.max(interval.toSeconds(), age.toSeconds() / BATCHES_IN_AGE);
        double held = batch < 1e-6 ? 1 : batch / -Math.expm1(-batch);
        return ids / held * Math.ceil(held / IDS);
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
}
