package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PageRequest;
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

/**
 * What the passes of a stream have found of its time, from the completeness entries and the tallies of hours that are
 * not finished. An hour of which a part is wanted counts by that part of what was read of it.
 */
final class Findings {

    private static final Duration DAY = Duration.ofDays(1);

    final CdrStream stream;
    final Progress progress;
    private final Map<Integer, Map<Instant, Counts>> found = new HashMap<>();

    Findings(CdrStream stream, Progress progress, Collection<CompletenessEntry> entries) {
        this.stream = stream;
        this.progress = progress;
        entries.stream().filter(entry -> entry.stream().equals(stream.id())).forEach(entry -> add(entry.found()));
        progress.tallies().forEach(this::add);
    }

    private void add(Tally tally) {
        found.computeIfAbsent(tally.pass(), p -> new HashMap<>()).merge(tally.hour(), tally.counts(), Counts::plus);
    }

    /**
     * Sums over a time.
     *
     * @param billed records that a pass was charged for
     * @param known those of the same time that passes before it have found
     */
    record Found(Duration span, double billed, double late, double updated, double known) {

        double perSecond() {
            return span.isZero() ? 0 : billed / span.toSeconds();
        }

        /** What there was for the pass to return. */
        double shown() {
            return known + late;
        }
    }

    /** Of the last day that a pass has gone through, or of all that it has; of nothing if it has not begun. */
    Found lastDay(int pass) {
        Instant to = progress.frontiers().get(pass);
        Instant day = to.minus(DAY);
        Instant from = day.isBefore(progress.begin()) ? progress.begin() : day;
        double known = 0;
        for (int before = 0; before < pass; before++) {
            known += sum(before, from, to, Counts::distinct);
        }
        return new Found(
                Duration.between(from, to),
                sum(pass, from, to, Counts::billed),
                sum(pass, from, to, Counts::late),
                sum(pass, from, to, Counts::updated),
                known);
    }

    /**
     * Records that the first pass was charged for in each hour of a day, from the stream's start on, when it was read
     * last. An hour counts by what was read of it, if that is half of it; fewer hours if it has not come to all of
     * them.
     */
    List<Double> hours() {
        List<Double> hours = new ArrayList<>();
        Instant read = progress.watermark();
        for (Instant first = progress.begin(); hours.size() < 24; first = first.plus(Tally.HOUR)) {
            long days =
                    Duration.between(first.plus(Tally.HOUR.dividedBy(2)), read).toSeconds();
            if (days < 0) {
                return hours;
            }
            Instant from = first.plus(DAY.multipliedBy(days / DAY.toSeconds()));
            Instant end = from.plus(Tally.HOUR);
            Instant to = end.isBefore(read) ? end : read;
            hours.add(first(from, to)
                    * Tally.HOUR.toSeconds()
                    / Duration.between(from, to).toSeconds());
        }
        return hours;
    }

    /** Records that follow-ups were charged for. */
    double asked(Instant from, Instant to) {
        return sum(PageRequest.FOLLOW_UP, from, to, Counts::billed);
    }

    /** Records that the first pass was charged for. */
    double first(Instant from, Instant to) {
        return sum(0, from, to, Counts::billed);
    }

    /** Records that wait to be asked for by id, as spread evenly over the time of their batch. */
    double waiting(int level, Instant from, Instant to) {
        return progress.followUps().stream()
                .filter(batch -> batch.level() == level)
                .mapToDouble(batch -> batch.ids().size()
                        * shared(batch.range().from(), batch.range().to(), from, to)
                        / batch.range().span().toSeconds())
                .sum();
    }

    private double sum(int pass, Instant from, Instant to, Part part) {
        Instant end = pass < 0 ? Instant.MAX : progress.frontiers().get(pass);
        double sum = 0;
        for (Map.Entry<Instant, Counts> each :
                found.getOrDefault(pass, Map.of()).entrySet()) {
            Instant hour = each.getKey();
            Instant next = hour.plus(1, ChronoUnit.HOURS);
            double wanted = shared(hour, next, from, to);
            if (wanted > 0) {
                sum += part.of(each.getValue()) * Math.min(1, wanted / shared(hour, next, progress.begin(), end));
            }
        }
        return sum;
    }

    /** Seconds that two times have in common. */
    private static double shared(Instant from, Instant to, Instant begin, Instant end) {
        Instant first = from.isBefore(begin) ? begin : from;
        Instant last = to.isBefore(end) ? to : end;
        return Math.max(0, Duration.between(first, last).toMillis() / 1e3);
    }

    private interface Part {
        long of(Counts counts);
    }
}
