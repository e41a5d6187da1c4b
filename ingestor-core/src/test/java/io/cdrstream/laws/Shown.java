package io.cdrstream.laws;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the API has answered, and so all that anybody behind it can know; and what it has charged for that. */
final class Shown {

    private final Map<StreamId, History> histories;
    /** How often each record was paid for, by stream and id. */
    final Map<String, Integer> billed = new HashMap<>();
    /** Slices that were read to their end. */
    final List<Look> looks = new ArrayList<>();

    private final Map<StreamId, Map<String, Long>> billedBy = new HashMap<>();
    private final Map<String, Integer> newest = new HashMap<>();

    Shown(Map<StreamId, History> histories) {
        this.histories = histories;
    }

    /**
     * A slice, read to its end.
     *
     * @param request for its last page
     * @param asOf when its first page was cut
     */
    record Look(PageRequest request, Instant asOf) {

        StreamId stream() {
            return request.stream().id();
        }

        Slice slice() {
            return request.slice();
        }

        /** Whether all of it was at least this old. */
        boolean isOf(Duration age) {
            return !slice().to().plus(age).isAfter(asOf);
        }

        /** Where the part of it ends that was at least this old; before its begin if none was. */
        Instant endAt(Duration age) {
            Instant due = asOf.minus(age).truncatedTo(ChronoUnit.SECONDS);
            return due.isBefore(slice().to()) ? due : slice().to();
        }
    }

    static String key(StreamId stream, String id) {
        return stream + "#" + id;
    }

    void add(Page page, Instant firstPage) {
        PageRequest request = page.request();
        StreamId stream = request.stream().id();
        History history = Objects.requireNonNull(histories.get(stream));
        for (Cdr cdr : page.records()) {
            billed.merge(key(stream, cdr.id()), 1, Integer::sum);
            int version = Objects.requireNonNull(history.life(cdr.id())).versionOf(cdr);
            newest.merge(key(stream, cdr.id()), version, Math::max);
        }
        billedBy.computeIfAbsent(stream, s -> new TreeMap<>())
                .merge(request.passName(), (long) page.records().size(), Long::sum);
        if (page.isLast() && !request.isFollowUp()) {
            looks.add(new Look(request, firstPage));
        }
    }

    /** Number of the newest version of a record that was ever in an answer; null = none. */
    @Nullable
    Integer newest(StreamId stream, String id) {
        return newest.get(key(stream, id));
    }

    /** Records of a stream paid for, by name of the pass. */
    Map<String, Long> billedBy(StreamId stream) {
        return billedBy.getOrDefault(stream, Map.of());
    }

    int billed() {
        return billed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Records paid for ÷ different records. */
    double amplification() {
        return (double) billed() / billed.size();
    }
}
