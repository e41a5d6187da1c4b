package io.cdrstream.sink.kafka;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Learns how late the records of a task arrive, by account and product, and keeps it in the checkpoints: every five
 * minutes, so that a crash forgets no more than that.
 *
 * <p>Only pages that were asked for about when they were due teach anything: whoever catches up sees everything late. A
 * record counts as found at an age between that of its pass and that of the next one. Beyond 100 000 records all counts
 * are halved, so what was seen lately counts more and a bad week is forgotten in time. Confined to one thread; what it
 * tells does not change afterwards.
 */
final class ArrivalDelays {

    private static final Duration PERIOD = Duration.ofMinutes(5);
    /** How much later than due a first page may be asked for, in parts of the time until the next pass is due. */
    private static final int SLACK = 4;
    /** The same if there is no next pass, and at most. */
    private static final Duration MOST_SLACK = Duration.ofHours(1);

    /** A delay that is nearly the age of the next pass is in another bucket of the histogram. */
    private static final int NEARLY = 63;

    private static final long MOST_RECORDS = 100_000;

    private final Map<String, Learned> learned = new HashMap<>();

    /** @param restored by account and product, as {@link StreamId#source} spells them */
    ArrivalDelays(Map<String, Histogram> restored, Iterable<StreamId> streams) {
        for (StreamId stream : streams) {
            @Nullable Histogram known = restored.get(stream.source());
            if (known != null) {
                learned.put(stream.source(), new Learned(stream.source(), known));
            }
        }
    }

    List<ArrivalDelay> all() {
        return learned.values().stream().map(Learned::told).toList();
    }

    /**
     * Learns from a page, and stores what is known if that was not done lately.
     *
     * @return what was stored; null if nothing was
     */
    @Nullable
    ArrivalDelay learn(Posting posting, CheckpointBatch batch) {
        Page page = posting.page();
        if (!isTimely(page)) {
            return null;
        }
        String source = page.request().stream().id().source();
        Learned known = learned.computeIfAbsent(source, s -> new Learned(s, DelayCodec.empty()));
        Duration most = most(page.request());
        for (Publication publication : posting.published()) {
            @Nullable Instant time = publication.cdr().eventTime();
            if (time != null && publication.revision().change() != Change.UPDATED) {
                known.add(min(Duration.between(time, page.apiTime()), most));
            }
        }
        if (!known.isDue(page.apiTime())) {
            return null;
        }
        known.stored = page.apiTime();
        known.isChanged = false;
        batch.delay(source, known.histogram);
        return known.told();
    }

    private static boolean isTimely(Page page) {
        PageRequest request = page.request();
        PassPlan plan = request.stream().plan();
        if (request.pass() < 0 || request.pass() >= plan.passes()) {
            return false;
        }
        Instant due = request.slice().to().plus(plan.age(request.pass()));
        boolean isCaughtUp = request.pass() == 0 && request.slice().span().compareTo(MOST_SLACK) > 0;
        return !isCaughtUp && !page.apiTime().isAfter(due.plus(slack(plan, request.pass())));
    }

    /**
     * In a long slice the first records wait for the last. They were found by this pass all the same, not by the next.
     */
    private static Duration most(PageRequest request) {
        PassPlan plan = request.stream().plan();
        int next = request.pass() + 1;
        return next < plan.passes()
                ? plan.age(next).multipliedBy(NEARLY).dividedBy(NEARLY + 1)
                : Duration.ofSeconds(DelayCodec.MOST_SECONDS);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration slack(PassPlan plan, int pass) {
        boolean isLast = pass + 1 == plan.passes();
        if (pass > 0) { // the rest of a dirty block is asked for when the end of the block is due
            return isLast ? Slice.MAX_SPAN : plan.age(pass + 1).minus(plan.age(pass));
        }
        return isLast
                ? MOST_SLACK
                : min(plan.age(pass + 1).minus(plan.age(pass)).dividedBy(SLACK), MOST_SLACK);
    }

    private static final class Learned {

        private final String source;
        private Histogram histogram;
        private Instant stored = Instant.MIN;
        private boolean isChanged;

        Learned(String source, Histogram histogram) {
            this.source = source;
            this.histogram = histogram;
        }

        /** A time after now, by the API's clock, counts as now. */
        void add(Duration delay) {
            histogram.recordValue(Math.min(DelayCodec.MOST_SECONDS, Math.max(0, delay.toSeconds())));
            isChanged = true;
            if (histogram.getTotalCount() > MOST_RECORDS) {
                histogram = DelayCodec.halved(histogram);
            }
        }

        boolean isDue(Instant now) {
            return isChanged && (stored == Instant.MIN || !now.isBefore(stored.plus(PERIOD)));
        }

        ArrivalDelay told() {
            return DelayCodec.told(source, histogram);
        }
    }
}
