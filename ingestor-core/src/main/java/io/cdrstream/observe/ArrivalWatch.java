package io.cdrstream.observe;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.DurationText;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.StreamTraffic;
import io.cdrstream.plan.TailCheck;
import io.cdrstream.plan.TailCheck.Instead;
import io.cdrstream.plan.TailCheck.Shortfall;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Posting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of records that arrive later than anybody looks for them: of each one that the last pass finds, once a minute
 * at most; and of a plan that is too short for what is known of their delay, with one that is not and about its fee.
 * For that fee it must have seen an hour of the stream. It says so again only if the plan should be twice as long.
 */
public final class ArrivalWatch implements FlowListener {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** From so much of a stream's time on it is known how busy it is. */
    private static final Duration ENOUGH = Duration.ofHours(1);

    private final Duration interval;
    private final Repetition repetition;
    private final Map<StreamId, CdrStream> streams = new ConcurrentHashMap<>();
    private final Map<StreamId, Pace> paces = new ConcurrentHashMap<>();
    /** What was proposed instead of the plan of a stream. */
    private final Map<StreamId, Duration> told = new ConcurrentHashMap<>();

    /** @param interval the least time between two slices of a first pass */
    public ArrivalWatch(List<CdrStream> streams, Duration interval) {
        this(streams, interval, System::nanoTime);
    }

    ArrivalWatch(List<CdrStream> streams, Duration interval, LongSupplier nanos) {
        this.interval = interval;
        streams.forEach(stream -> this.streams.put(stream.id(), stream));
        this.repetition = new Repetition(PERIOD, nanos);
    }

    @Override
    public void committed(int task, Committed committed, Duration took) {
        PageRequest request = committed.page().request();
        StreamId stream = request.stream().id();
        if (request.pass() == 0) {
            paces.merge(stream, Pace.of(committed.posting()), Pace::plus);
        }
        Surprise surprise = Surprise.of(committed.posting());
        if (!surprise.isNone()) {
            warn(stream, surprise);
        }
        @Nullable ArrivalDelay delay = committed.delay();
        if (delay != null) {
            check(delay);
        }
    }

    private void warn(StreamId stream, Surprise found) {
        repetition.sparing(
                stream.toString(),
                silenced -> LOG.warn(
                        "{}: the last pass has found {} records that no earlier one has seen and {} that have changed:"
                                + " there may be more that nobody looks for; see the arrival delay, and docs/passes.md"
                                + " for a longer plan{}",
                        stream,
                        found.late(),
                        found.updated(),
                        silenced == 0 ? "" : " (and " + silenced + " times more since the last such line)"));
    }

    private void check(ArrivalDelay delay) {
        for (CdrStream stream : streams.values()) {
            if (stream.id().source().equals(delay.source())) {
                check(stream, delay);
            }
        }
    }

    private void check(CdrStream stream, ArrivalDelay delay) {
        @Nullable Pace pace = paces.get(stream.id());
        if (pace == null || pace.read.compareTo(ENOUGH) < 0) {
            return;
        }
        StreamTraffic traffic =
                StreamTraffic.supposed(stream.product(), stream.id().direction(), pace.perSecond());
        new TailCheck(stream.plan(), interval, delay, traffic).shortfall().ifPresent(found -> tell(stream.id(), found));
    }

    private void tell(StreamId stream, Shortfall found) {
        Duration age = found.revisited().age();
        @Nullable Duration before = told.get(stream);
        if (before == null || age.compareTo(before.multipliedBy(2)) >= 0) {
            told.put(stream, age);
            @Nullable Instead settled = found.settled();
            LOG.warn(
                    "{}: {} % of the records were first seen at an age of {} or more, {} A full revisit at {} would {},"
                            + " at about {} records billed for each{}; the plan as it is: {}",
                    stream,
                    decimals(100 * found.late()),
                    DurationText.configured(found.age()),
                    found.isAudited()
                            ? "from which on the plan of its passes does not read everything."
                            : "by the last pass of its plan: nobody knows how many come later still.",
                    DurationText.configured(age),
                    found.isAudited() ? "cover what is known" : "tell",
                    decimals(found.revisited().factor()),
                    settled == null ? "" : "; a settle of the same length as well, at " + decimals(settled.factor()),
                    decimals(found.factor()));
        }
    }

    private static String decimals(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /**
     * How busy a stream is.
     *
     * @param records that its first pass has found since the process began
     * @param read the time of the slices that it has read to their end
     */
    private record Pace(long records, Duration read) {

        static Pace of(Posting posting) {
            Page page = posting.page();
            Duration read = page.isLast() ? page.request().slice().span() : Duration.ZERO;
            return new Pace(Surprise.count(posting, Change.NEW), read);
        }

        Pace plus(Pace other) {
            return new Pace(records + other.records, read.plus(other.read));
        }

        /** At least one in a thousand seconds. */
        double perSecond() {
            return Math.max(0.001, (double) records / read.toSeconds());
        }
    }
}
