package io.cdrstream.app.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import io.cdrstream.sink.kafka.StoredStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the completeness of streams in {@code [from, to)}. Its JSON is public: times are texts in UTC.
 *
 * @param isSealed whether nothing of that time is looked for any more, in any of them
 */
record CompletenessReport(String from, String to, @JsonProperty("sealed") boolean isSealed, List<OfStream> streams) {

    /**
     * A stream. What is null is not known, since it was never read.
     *
     * @param watermark before it the stream is complete, as far as the API showed it to the first pass
     * @param sealedUntil before it nothing is looked for any more
     * @param sealDue when that will be said of all the time asked for; null if it is
     * @param passes the first one and those after it
     * @param redo what reading that time once more has found, and is still to find; null if nobody ever asked for it
     * @param followUps what asking by id has found in hours that are sealed
     * @param waiting records that are not final, and are asked for again
     * @param gaps beginnings of hours that are read or sealed and have no entry that says so
     */
    record OfStream(
            String stream,
            @Nullable String begin,
            @Nullable String watermark,
            @Nullable String sealedUntil,
            @JsonProperty("sealed") boolean isSealed,
            @Nullable Window sealDue,
            List<OfPass> passes,
            @Nullable RedoReport redo,
            Found followUps,
            @Nullable Waiting waiting,
            List<String> gaps) {}

    /**
     * @param until before it this pass has read everything it reads
     * @param due when it will have read all the time asked for; null if it has
     * @param found in hours that it has finished
     * @param unfinished what it has found so far in the others
     */
    record OfPass(String pass, long ageSeconds, String until, @Nullable Window due, Found found, Found unfinished) {}

    record Window(String earliest, String latest) {

        static Window of(Due due) {
            return new Window(due.earliest().toString(), due.latest().toString());
        }
    }

    /**
     * Sums.
     *
     * @param hours how many hours they are of, each once however often it was read
     * @param charge of what was published, by currency
     */
    record Found(
            int hours,
            long pages,
            long records,
            @JsonProperty("new") long fresh,
            long late,
            long updated,
            long unchanged,
            long dead,
            long billed,
            Map<String, String> charge,
            String ids) {

        static Found of(Collection<Tally> tallies) {
            Tally sum = tallies.stream().reduce(Tally.empty(0, Instant.EPOCH), Tally::plus);
            Counts counts = sum.counts();
            Map<String, String> charge = new TreeMap<>();
            sum.charge().forEach((currency, amount) -> charge.put(currency, text(amount)));
            return new Found(
                    (int) tallies.stream().map(Tally::hour).distinct().count(),
                    counts.pages(),
                    counts.records(),
                    counts.fresh(),
                    counts.late(),
                    counts.updated(),
                    counts.unchanged(),
                    counts.dead(),
                    counts.billed(),
                    charge,
                    String.format("%016x", sum.ids()));
        }

        private static String text(BigDecimal amount) {
            return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
        }
    }

    /** @param due when the first of them is asked for, and when the last */
    record Waiting(int records, Window due) {}

    /**
     * @param entries of that time, of all streams
     * @param interval the least time between two slices of a first pass
     */
    static CompletenessReport of(
            List<StoredStream> streams, List<CompletenessEntry> entries, Instant from, Instant to, Duration interval) {
        List<OfStream> all = streams.stream()
                .map(stored -> new Reading(stored, entries, from, to, interval).report())
                .toList();
        boolean isSealed = !all.isEmpty() && all.stream().allMatch(OfStream::isSealed);
        return new CompletenessReport(from.toString(), to.toString(), isSealed, all);
    }

    /** One stream, being looked at. */
    private static final class Reading {

        private final StoredStream stored;
        private final PassPlan plan;
        private final List<CompletenessEntry> entries;
        private final Instant from;
        private final Instant to;
        private final Duration interval;

        Reading(StoredStream stored, List<CompletenessEntry> entries, Instant from, Instant to, Duration interval) {
            StreamId id = stored.stream().id();
            this.stored = stored;
            this.plan = stored.stream().plan();
            this.entries =
                    entries.stream().filter(entry -> entry.stream().equals(id)).toList();
            @Nullable Instant end = stored.stream().end();
            this.from = from;
            this.to = end != null && end.isBefore(to) ? end : to;
            this.interval = interval;
        }

        OfStream report() {
            @Nullable Progress progress = stored.progress();
            String name = stored.stream().id().text();
            if (progress == null) {
                return new OfStream(
                        name, null, null, null, false, null, List.of(), null, Found.of(List.of()), null, List.of());
            }
            boolean isSealed = !progress.sealed().isBefore(to);
            return new OfStream(
                    name,
                    progress.begin().toString(),
                    progress.watermark().toString(),
                    progress.sealed().toString(),
                    isSealed,
                    isSealed ? null : Window.of(Due.seal(plan, to, interval)),
                    passes(progress),
                    RedoReport.of(progress, entries, unfinished(progress, PageRequest.REDO)),
                    Found.of(found(CompletenessEntry.SEALED)),
                    waiting(progress),
                    gaps(progress));
        }

        private List<OfPass> passes(Progress progress) {
            List<OfPass> passes = new ArrayList<>();
            for (int pass = 0; pass < plan.passes(); pass++) {
                Instant until = progress.frontiers().get(pass);
                passes.add(new OfPass(
                        plan.name(pass),
                        plan.age(pass).toSeconds(),
                        until.toString(),
                        until.isBefore(to) ? Window.of(Due.of(plan, pass, to, interval)) : null,
                        Found.of(found(plan.name(pass))),
                        Found.of(unfinished(progress, pass))));
            }
            return passes;
        }

        private List<Tally> found(String pass) {
            return entries.stream()
                    .filter(entry -> entry.pass().equals(pass))
                    .map(CompletenessEntry::found)
                    .toList();
        }

        private List<Tally> unfinished(Progress progress, int pass) {
            return progress.tallies().stream()
                    .filter(tally -> tally.pass() == pass && isAsked(tally.hour()))
                    .toList();
        }

        private boolean isAsked(Instant hour) {
            return hour.isBefore(to) && from.isBefore(hour.plus(Tally.HOUR));
        }

        private @Nullable Waiting waiting(Progress progress) {
            List<FollowUp> batches = progress.followUps().stream()
                    .filter(batch -> batch.range().from().isBefore(to)
                            && from.isBefore(batch.range().to()))
                    .toList();
            List<Instant> due =
                    batches.stream().map(batch -> batch.due(plan)).sorted().toList();
            int records = batches.stream().mapToInt(batch -> batch.ids().size()).sum();
            return due.isEmpty()
                    ? null
                    : new Waiting(
                            records,
                            new Window(
                                    due.get(0).toString(),
                                    due.get(due.size() - 1).toString()));
        }

        private List<String> gaps(Progress progress) {
            Set<Instant> first = hours(plan.name(0));
            Set<Instant> sealed = hours(CompletenessEntry.SEALED);
            List<String> gaps = new ArrayList<>();
            Instant begin = from.isBefore(progress.begin()) ? progress.begin() : from;
            Instant hour = begin.truncatedTo(ChronoUnit.HOURS);
            for (; hour.isBefore(to) && hour.isBefore(progress.watermark()); hour = hour.plus(Tally.HOUR)) {
                boolean isLost = isBefore(hour, progress.watermark()) && !first.contains(hour)
                        || isBefore(hour, progress.sealed()) && !sealed.contains(hour);
                if (isLost) {
                    gaps.add(hour.toString());
                }
            }
            return gaps;
        }

        private Set<Instant> hours(String pass) {
            Set<Instant> hours = new HashSet<>();
            entries.stream()
                    .filter(entry -> entry.pass().equals(pass))
                    .forEach(entry -> hours.add(entry.from().truncatedTo(ChronoUnit.HOURS)));
            return hours;
        }

        /** Whether all of the hour, as far as the stream goes, is before this time. */
        private boolean isBefore(Instant hour, Instant time) {
            @Nullable Instant end = stored.stream().end();
            Instant last = hour.plus(Tally.HOUR);
            return !time.isBefore(end != null && end.isBefore(last) ? end : last);
        }
    }
}
