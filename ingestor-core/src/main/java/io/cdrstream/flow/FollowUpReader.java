package io.cdrstream.flow;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.Backoff;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.TooLarge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

    /** Answers that are paid for and of no use are asked for so often, and then more rarely. */
    private static final int PATIENCE = 3;

    private final CdrStream stream;
    private final FlowListener listener;
    private final TreeMap<Long, FollowUp> batches = new TreeMap<>();
    private final Map<Long, PageRequest> asked = new HashMap<>();
    private final Queue<PageRequest> held = new ArrayDeque<>();
    private final Map<Long, Failing> failing = new HashMap<>();
    private int waiting;

    /**
     * A batch whose look-ups fail.
     *
     * @param times in a row
     * @param until when it may be asked for again
     * @param most ids at once
     */
    private record Failing(int times, long until, int most) {

        static final Failing NEVER = new Failing(0, 0, MOST_IDS);
    }

    FollowUpReader(CdrStream stream, Collection<FollowUp> restored, FlowListener listener) {
        this.stream = stream;
        this.listener = listener;
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
                int most = Math.min(failures(batch.number()).most(), batch.ids().size());
                PageRequest request =
                        PageRequest.followUp(stream, batch.range(), batch.ids().subList(0, most));
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
        for (Map.Entry<Long, PageRequest> each : asked.entrySet()) {
            if (each.getValue().equals(request)) {
                return answered(each.getKey(), request, answer, now);
            }
        }
        return false;
    }

    private boolean answered(long number, PageRequest request, Answer answer, long now) {
        if (answer instanceof Got got && !isWorthAnother(number, got.page())) {
            failing.remove(number);
            return true;
        }
        asked.remove(number);
        String sentence =
                answer instanceof Got ? "it holds records that are " + BadRecord.UNREADABLE : answer.sentence();
        listener.lookUpFailed(stream.id(), sentence, fail(number, request, answer, now));
        return false;
    }

    /** Unreadable records may come whole next time. */
    private boolean isWorthAnother(long number, Page page) {
        return page.isSalvaged() && failures(number).times() < PATIENCE;
    }

    /** A batch that fails waits, and holds no other up. Returns how long. */
    private Duration fail(long number, PageRequest request, Answer answer, long now) {
        Failing before = failures(number);
        int times = before.times() + 1;
        Duration pause =
                backoff(answer, times).pause(times, ThreadLocalRandom.current().nextDouble());
        int most = answer instanceof TooLarge ? Math.max(1, request.ids().size() / 2) : before.most();
        failing.put(number, new Failing(times, now + pause.toNanos(), most));
        return pause;
    }

    private static Backoff backoff(Answer answer, int times) {
        if (answer instanceof Refused) {
            return Backoff.PARK;
        }
        return answer.isSuspect() && times > PATIENCE ? Backoff.PAID : Backoff.RETRY;
    }

    private boolean mayAsk(FollowUp batch, long now) {
        Failing failures = failures(batch.number());
        return !asked.containsKey(batch.number()) && (failures.times() == 0 || now - failures.until() >= 0);
    }

    private Failing failures(long number) {
        return failing.getOrDefault(number, Failing.NEVER);
    }

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
