package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which part of a stream's records follow-ups ask for, age by age, as hours tell that are past one age and not yet near
 * the next: what was paid for by id of them is what all ages so far cost.
 *
 * <pre>
 *   ──────────┤ asked 3 times ├──────┤ twice ├──┤ once ├ not yet ▶ now
 *           24 h             6 h             1 h
 * </pre>
 *
 * <p>No whole hour lies between an age and the next one if these are near: such ages share alike in what was paid for.
 * What the age after the last of them will cost is what waits for it in the same hours. In the first hours of a stream,
 * which tell none of this, what waits for each age is what it will cost. What is open still later is supposed to fall
 * on as before, in a straight line over the logarithm of the age.
 */
final class OpenShares {

    private static final Duration DAY = Duration.ofDays(1);

    /** A batch waits for its youngest record. */
    private static final double WIDEST_BATCH = 9 / 8.0;

    private final PassPlan plan;
    private final List<Duration> ages;
    private final Findings findings;
    private final Instant now;
    private final Map<Duration, Double> shares = new HashMap<>();
    private int told;
    private Hours oldest;

    OpenShares(Findings findings, Instant now) {
        this.plan = findings.stream.plan();
        this.ages = plan.followUps();
        this.findings = findings;
        this.now = now;
        this.oldest = hours(-1);
    }

    /** By the age of the look before a follow-up. Once. */
    ShareAtAge measured() {
        tellFromWhatWasAsked();
        tellTheNextFromWhatWaitsForIt();
        if (shares.isEmpty()) {
            tellFromWhateverWaits();
        }
        tellTheRestFromTheFall();
        return shares.isEmpty() ? ShareAtAge.always(0) : ShareAtAge.steps(shares);
    }

    /** Ages without a whole hour between them share alike in what the next that has one has cost. */
    private void tellFromWhatWasAsked() {
        double before = 0;
        for (int next = 0; next < ages.size(); next++) {
            Hours hours = hours(next);
            if (hours.records > 0) {
                double all = Math.max(before, findings.asked(hours.from, hours.to) / hours.records);
                tell(next + 1, (all - before) / (next + 1 - told));
                before = all;
                oldest = hours;
            }
        }
    }

    private void tellTheNextFromWhatWaitsForIt() {
        if (told < ages.size() && oldest.records > 0) {
            tell(told + 1, findings.waiting(told, oldest.from, oldest.to) / oldest.records);
        }
    }

    /** What waits of the time that is past one age and not yet at the next, however short. */
    private void tellFromWhateverWaits() {
        for (int level = 0; level < ages.size(); level++) {
            Hours part = time(level - 1);
            if (part.records > 0) {
                tell(level + 1, findings.waiting(level, part.from, part.to) / part.records);
            }
        }
    }

    private void tellTheRestFromTheFall() {
        Map<Duration, Double> known = Map.copyOf(shares);
        while (told < ages.size() && !known.isEmpty()) {
            tell(told + 1, LogarithmicFall.at(look(told), known));
        }
    }

    /** Of each age not yet told, up to this one. */
    private void tell(int upTo, double share) {
        for (; told < upTo; told++) {
            shares.put(look(told), share);
        }
    }

    private Duration look(int level) {
        return LookAges.lastLook(plan, ages.get(level));
    }

    /** @param records that the first pass has found in them */
    private record Hours(Instant from, Instant to, double records) {}

    /** The last day of whole hours that follow-ups have asked about at this age, and not at the next; -1 = not yet. */
    private Hours hours(int level) {
        Hours time = time(level);
        Instant to = time.to.truncatedTo(ChronoUnit.HOURS);
        Instant from = later(time.from, to.minus(DAY));
        Instant first = from.minusNanos(1).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return between(first, to);
    }

    /** All time that follow-ups have asked about at this age, and not at the next; -1 = not yet. */
    private Hours time(int level) {
        Duration age = level < 0 ? plan.settle() : ages.get(level);
        Instant asked = now.minusMillis((long) (age.toMillis() * WIDEST_BATCH));
        Instant read = findings.progress.watermark();
        Instant to = asked.isBefore(read) ? asked : read;
        Instant from = findings.progress.begin();
        if (level + 1 < ages.size()) {
            from = later(from, now.minus(ages.get(level + 1)));
        }
        return between(from, to);
    }

    private Hours between(Instant from, Instant to) {
        return new Hours(from, to, from.isBefore(to) ? findings.first(from, to) : 0);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
