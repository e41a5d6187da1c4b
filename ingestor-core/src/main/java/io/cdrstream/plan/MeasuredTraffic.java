package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's records do, as its own passes have found: of each pass the last day of the time that it has gone
 * through, from the completeness entries and the tallies of hours that it has not finished; of follow-ups the records
 * that wait for them.
 *
 * <p>Of a pass that has not come to anything yet nothing is known: no more records are supposed to show until then, and
 * its audits to find nothing. How many records are still open at an age that none has reached is supposed to fall on as
 * before, in a straight line over the logarithm of the age.
 *
 * <p>Pure.
 */
public final class MeasuredTraffic {

    private static final Duration DAY = Duration.ofDays(1);

    private final PassPlan plan;
    private final Progress progress;
    private final Map<Integer, Map<Instant, Counts>> found = new HashMap<>();

    private MeasuredTraffic(CdrStream stream, Progress progress, Collection<CompletenessEntry> entries) {
        this.plan = stream.plan();
        this.progress = progress;
        for (CompletenessEntry entry : entries) {
            if (entry.stream().equals(stream.id()) && !entry.isSeal()) {
                Tally tally = entry.found();
                add(tally.pass(), tally.hour(), tally.counts());
            }
        }
        progress.tallies().forEach(tally -> add(tally.pass(), tally.hour(), tally.counts()));
    }

    private void add(int pass, Instant hour, Counts counts) {
        found.computeIfAbsent(pass, p -> new HashMap<>()).merge(hour, counts, Counts::plus);
    }

    /**
     * What was measured, or null if its first pass has not read an hour yet.
     *
     * @param entries of the last day or more, of any streams
     */
    public static @Nullable StreamTraffic of(
            CdrStream stream, Progress progress, Collection<CompletenessEntry> entries, Instant now) {
        MeasuredTraffic measured = new MeasuredTraffic(stream, progress, entries);
        Measure first = measured.measure(0);
        return first.seconds < Tally.HOUR.getSeconds() ? null : measured.traffic(first, now);
    }

    /** What a pass has found in so much of the stream's time. */
    private record Measure(double seconds, Counts counts) {

        double billed() {
            return counts.billed() / seconds;
        }

        double late() {
            return counts.late() / seconds;
        }
    }

    private Measure measure(int pass) {
        Instant end = progress.frontiers().get(pass);
        Instant day = end.minus(DAY).truncatedTo(ChronoUnit.HOURS);
        Instant begin = day.isBefore(progress.begin()) ? progress.begin() : day;
        Counts sum = found.getOrDefault(pass, Map.of()).entrySet().stream()
                .filter(hour -> !hour.getKey().isBefore(begin.truncatedTo(ChronoUnit.HOURS))
                        && hour.getKey().isBefore(end))
                .map(Map.Entry::getValue)
                .reduce(Counts.NONE, Counts::plus);
        return new Measure(Duration.between(begin, end).toMillis() / 1e3, sum);
    }

    private StreamTraffic traffic(Measure first, Instant now) {
        double shown = first.billed();
        Map<Duration, Double> perSecond = new HashMap<>(Map.of(plan.settle(), shown));
        List<Double> dirty = new ArrayList<>();
        for (int pass = 1; pass < plan.passes(); pass++) {
            Measure measure = measure(pass);
            Revisit revisit = plan.revisits().get(pass - 1);
            if (measure.seconds > 0 && revisit.share() < 1) {
                double known = shown;
                shown += late(measure, known);
                dirty.add(dirty(revisit, measure, known, shown));
            } else if (measure.seconds > 0) {
                shown = Math.max(shown, measure.billed());
            }
            perSecond.put(revisit.age(), shown);
        }
        double all = shown;
        Map<Duration, Double> visible = new HashMap<>();
        perSecond.forEach((age, records) -> visible.put(age, all == 0 ? 1 : records / all));
        return new StreamTraffic(
                all,
                ShareAtAge.steps(visible),
                open(first.billed(), now),
                dirty.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    /** An audit sees of what is late as much as it reads. */
    private static double late(Measure audit, double before) {
        double read = before == 0 ? 1 : Math.min(1, audit.billed() / before);
        return read == 0 ? 0 : audit.late() / read;
    }

    /** @param known records a second that earlier passes have found, by which its blocks are sized */
    private static double dirty(Revisit revisit, Measure audit, double known, double shown) {
        Duration block = RevisitLength.block(revisit.age(), revisit.share(), known);
        double sampled = RevisitLength.sampled(revisit.share(), known * block.getSeconds());
        double read = shown == 0 ? 0 : Math.min(1, audit.billed() / shown);
        return sampled == 1 ? 0 : Math.max(0, (read - sampled) / (1 - sampled));
    }

    /** @param shown records a second that the first pass has seen */
    private ShareAtAge open(double shown, Instant now) {
        Map<Duration, Double> measured = new HashMap<>();
        List<Duration> unknown = new ArrayList<>();
        for (int level = 0; level < plan.followUps().size(); level++) {
            Duration look = FollowUpAges.lastLook(plan, plan.followUps().get(level));
            @Nullable Double share = waiting(level, look, shown, now);
            if (share == null) {
                unknown.add(look);
            } else {
                measured.put(look, share);
            }
        }
        if (measured.isEmpty()) {
            return ShareAtAge.always(0);
        }
        Map<Duration, Double> all = new HashMap<>(measured);
        unknown.forEach(look -> all.put(look, LogarithmicFall.at(look, measured)));
        return ShareAtAge.steps(all);
    }

    /** The part of the records that waits to be asked for the next time; null if none is old enough. */
    private @Nullable Double waiting(int level, Duration look, double shown, Instant now) {
        Duration age = plan.followUps().get(level);
        Instant to = earlier(now.minus(look.plus(age).dividedBy(2)), progress.watermark());
        Instant due = now.minus(age);
        Instant from = due.isBefore(progress.begin()) ? progress.begin() : due;
        double seconds = Duration.between(from, to).toMillis() / 1e3;
        if (shown == 0 || seconds * shown < 1) {
            return null;
        }
        double ids = progress.followUps().stream()
                .filter(batch -> batch.level() == level)
                .mapToDouble(batch -> batch.ids().size()
                        * shared(batch.range().from(), batch.range().to(), from, to))
                .sum();
        return ids / seconds / shown;
    }

    /** The part of the first range that is in the second. */
    private static double shared(Instant from, Instant to, Instant begin, Instant end) {
        Instant first = from.isBefore(begin) ? begin : from;
        double seconds = Duration.between(first, earlier(to, end)).toMillis() / 1e3;
        return Math.max(0, seconds) / Duration.between(from, to).getSeconds();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
