package io.cdrstream.observe;

import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Tally;
import io.cdrstream.plan.MissingForecast;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many CDRs of one stream were published of each hour that not every pass has read, since the process began. Safe
 * for use by several threads; as long as the plan's passes reach.
 */
final class RecentHours {

    private static final Duration HALF = Tally.HOUR.dividedBy(2);

    private final TreeMap<Instant, Long> hours = new TreeMap<>();
    private List<Instant> frontiers = List.of();

    synchronized void committed(Posting posting) {
        frontiers = posting.reached().frontiers();
        long hour = 0;
        long count = 0;
        for (Publication publication : posting.published()) {
            @Nullable Instant time = publication.cdr().eventTime();
            if (time != null && publication.revision().change() != Change.UPDATED) {
                long own = Math.floorDiv(time.getEpochSecond(), Tally.HOUR.toSeconds());
                if (own != hour) { // neighbours share theirs
                    add(hour, count);
                    hour = own;
                    count = 0;
                }
                count++;
            }
        }
        add(hour, count);
        Instant last = frontiers.get(frontiers.size() - 1);
        hours.headMap(last.minus(Tally.HOUR), true).clear();
    }

    private void add(long hour, long count) {
        if (count > 0) {
            hours.merge(Instant.EPOCH.plus(Tally.HOUR.multipliedBy(hour)), count, Long::sum);
        }
    }

    /** An hour counts as read by the passes that have come past its middle. */
    synchronized double missing(MissingForecast forecast) {
        double missing = 0;
        for (var hour : hours.entrySet()) {
            Instant middle = hour.getKey().plus(HALF);
            long passes = frontiers.stream().filter(middle::isBefore).count();
            missing += forecast.expected(hour.getValue(), (int) passes);
        }
        return missing;
    }
}
