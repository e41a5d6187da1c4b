package io.cdrstream.sink;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of a stream that are not final, in batches of those that are asked for at about the same time. A record
 * is in one batch at most; it leaves when it is final, gone, or as old as the plan asks.
 */
final class FollowUps {

    private static final int MOST_IDS = 200;

    /** A batch's time is no longer than this part of the age at which it is asked for. */
    private static final int PART_OF_AGE = 8;

    private final PassPlan plan;
    private final TreeMap<Long, FollowUp> batches = new TreeMap<>();
    private final Map<Long, FollowUp> changed = new LinkedHashMap<>();
    private long lastNumber;

    FollowUps(PassPlan plan, Collection<FollowUp> restored) {
        this.plan = plan;
        restored.forEach(batch -> batches.put(batch.number(), batch));
        this.lastNumber = batches.isEmpty() ? 0 : batches.lastKey();
        restored.stream()
                .filter(batch -> batch.level() >= plan.followUps().size()) // the plan asks less often than it did
                .forEach(batch -> put(new FollowUp(batch.number(), batch.level(), batch.range(), List.of())));
    }

    /** Asks for them at the first age of the plan that is still to come. */
    void add(Slice range, Collection<String> ids, Instant seen) {
        Duration age = Duration.between(range.to(), seen);
        for (int level = 0; level < plan.followUps().size(); level++) {
            if (plan.followUps().get(level).compareTo(age) > 0) {
                append(level, range, ids);
                return;
            }
        }
    }

    private void append(int level, Slice range, Collection<String> ids) {
        Queue<String> left = new ArrayDeque<>(ids);
        while (!left.isEmpty()) {
            FollowUp batch = batches.values().stream()
                    .filter(each -> each.level() == level && takes(each, range))
                    .findFirst()
                    .orElseGet(() -> new FollowUp(++lastNumber, level, range, List.of()));
            List<String> more = new ArrayList<>(batch.ids());
            while (more.size() < MOST_IDS && !left.isEmpty()) {
                more.add(left.remove());
            }
            put(new FollowUp(batch.number(), level, batch.range().hull(range), more));
        }
    }

    private boolean takes(FollowUp batch, Slice range) {
        Duration part = plan.followUps().get(batch.level()).dividedBy(PART_OF_AGE);
        Duration most = part.compareTo(Slice.MAX_SPAN) < 0 ? part : Slice.MAX_SPAN;
        boolean isNear =
                batch.range().contains(range) || batch.range().hullWith(range).compareTo(most) <= 0;
        return batch.ids().size() < MOST_IDS && isNear;
    }

    /** They need not be asked for any more. */
    void remove(Slice range, Collection<String> ids) {
        Set<String> gone = batches.isEmpty() ? Set.of() : new HashSet<>(ids);
        for (FollowUp batch : List.copyOf(batches.values())) {
            if (!gone.isEmpty() && batch.range().overlaps(range)) {
                List<String> left =
                        batch.ids().stream().filter(id -> !gone.contains(id)).toList();
                if (left.size() < batch.ids().size()) {
                    put(new FollowUp(batch.number(), batch.level(), batch.range(), left));
                }
            }
        }
    }

    private void put(FollowUp batch) {
        if (batch.ids().isEmpty()) {
            batches.remove(batch.number());
        } else {
            batches.put(batch.number(), batch);
        }
        changed.put(batch.number(), batch);
    }

    /** Those that have changed since this was last called. */
    List<FollowUp> takeChanged() {
        List<FollowUp> taken = List.copyOf(changed.values());
        changed.clear();
        return taken;
    }

    Optional<Instant> earliest() {
        return batches.values().stream().map(batch -> batch.range().from()).min(Instant::compareTo);
    }

    Collection<FollowUp> all() {
        return batches.values();
    }
}
