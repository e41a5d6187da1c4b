package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.Backoff;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks again, by id, for the records of a stream that are not final; each batch when it is old enough, twenty ids at a
 * time. Confined to the planning thread.
 */
final class FollowUpReader {

    private static final int MOST_IDS = 20;

    private final CdrStream stream;
    private final TreeMap<Long, FollowUp> batches = new TreeMap<>();
    private final Map<Long, PageRequest> asked = new HashMap<>();
    private final Queue<PageRequest> held = new ArrayDeque<>();
    private int waiting;
    private final Map<Long, Failing> failing = new HashMap<>();

    FollowUpReader(CdrStream stream, Collection<FollowUp> restored) {
        this.stream = stream;
        committed(restored.stream()
                .filter(batch -> batch.level() < stream.plan().followUps().size()) // the book forgets the others
                .toList());
    }

    /**
     * The next look-up, or null if none is due.
     *
     * @param isFree whether no pass reads anything of this time: of a CDR at most one answer is under way
     */
    @Nullable
    PageRequest next(Instant apiTime, long now, Predicate<Slice> isFree) {
        if (batches.size() == asked.size()) {
            return null;
        }
        for (FollowUp batch : batches.values()) {
            boolean isDue = !batch.due(stream.plan()).isAfter(apiTime);
            if (isDue && mayAsk(batch, now) && isFree.test(batch.range())) {
                List<String> ids =
                        batch.ids().subList(0, Math.min(MOST_IDS, batch.ids().size()));
                PageRequest request = PageRequest.followUp(stream, batch.range(), ids);
                asked.put(batch.number(), request);
                return request;
            }
        }
        return null;
    }

    /** A look-up that was sent before this session is taken up, if it is still wanted. */
    void resume(PageRequest request) {
        for (FollowUp batch : batches.values()) {
            boolean isItsOwn = !asked.containsKey(batch.number())
                    && batch.range().equals(request.slice())
                    && new HashSet<>(batch.ids()).containsAll(request.ids());
            if (isItsOwn) {
                asked.put(batch.number(), request);
                held.add(request);
                return;
            }
        }
    }

    /** The next look-up whose answer is here, or on its way, since before this session; null if there is none. */
    @Nullable
    PageRequest nextHeld() {
        return held.poll();
    }

    boolean isHeld(PageRequest request) {
        return held.contains(request);
    }

    /** What came of a look-up. Returns whether there is a page to commit. */
    boolean answered(PageRequest request, Answer answer, long now) {
        if (!asked.containsValue(request)) {
            return false;
        }
        boolean isPage = answer instanceof Got;
        asked.forEach((number, of) -> {
            if (of.equals(request)) {
                note(number, answer, now);
            }
        });
        if (!isPage) {
            asked.values().remove(request);
        }
        return isPage;
    }

    /** A batch that fails waits, and holds no other up. */
    private void note(long number, Answer answer, long now) {
        if (answer instanceof Got) {
            failing.remove(number);
            return;
        }
        @Nullable Failing before = failing.get(number);
        int times = before == null ? 1 : before.times() + 1;
        Backoff backoff = answer instanceof Answer.Refused ? Backoff.PARK : Backoff.RETRY;
        Duration pause = backoff.pause(times, ThreadLocalRandom.current().nextDouble());
        failing.put(number, new Failing(times, now + pause.toNanos()));
    }

    private boolean mayAsk(FollowUp batch, long now) {
        @Nullable Failing failed = failing.get(batch.number());
        return !asked.containsKey(batch.number()) && (failed == null || now - failed.until() >= 0);
    }

    private record Failing(int times, long until) {}

    void committed(PageRequest request, Collection<FollowUp> changed) {
        if (request.isFollowUp()) {
            asked.values().remove(request);
        }
        committed(changed);
    }

    private void committed(Collection<FollowUp> changed) {
        for (FollowUp batch : changed) {
            if (batch.ids().isEmpty()) {
                failing.remove(batch.number());
            }
            @Nullable
            FollowUp before =
                    batch.ids().isEmpty() ? batches.remove(batch.number()) : batches.put(batch.number(), batch);
            waiting += batch.ids().size() - (before == null ? 0 : before.ids().size());
        }
    }

    /** How many records are to be asked for, now or later. */
    int waiting() {
        return waiting;
    }

    /** Whether an answer about records of this time is under way. */
    boolean isAsking(Slice range) {
        return asked.values().stream().anyMatch(request -> request.slice().overlaps(range));
    }

    boolean isIdle() {
        return asked.isEmpty();
    }
}
