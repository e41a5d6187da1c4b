package io.cdrstream.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The cap of a credential: how many records may be paid for in a UTC day. What each task has paid for is restored with
 * the task, so the count survives restarts and moves with the task to another instance. The cap is shared like the
 * budget, but no part is larger than what the tasks of others have left of it. As long as a task of ours is being
 * opened nothing is spent: it may be the one that has spent most. Only one that cannot be opened is waited for no
 * longer, and its part is not spent.
 *
 * <p>A page is not paid for in advance, since nobody knows how many records it will hold. So requests run in parallel
 * only as long as full pages would fit below the cap, then one at a time; an instance exceeds its part by at most one
 * page.
 *
 * <p>Thread-safe.
 */
public final class FeeCap {

    private static final int FULL_PAGE = 1000;

    /** A fifth. */
    private static final int PART_FOR_FIRST_PASSES = 5;

    private final long capRecords;
    private final Map<Integer, Long> billed = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();
    private final Set<Object> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
    private int tasks = 1;
    private LocalDate day = LocalDate.EPOCH;

    /** @param capRecords records per UTC day, for all instances together */
    public FeeCap(long capRecords) {
        this.capRecords = capRecords;
    }

    /**
     * Nothing is spent as long as somebody is opening a task of ours.
     *
     * @param opening who does
     */
    public synchronized void await(Object opening) {
        awaited.add(opening);
    }

    /** The bills are known; or cannot be for a while, and the others go on without that task's part. */
    public synchronized void awaitNoLonger(Object opening) {
        awaited.remove(opening);
    }

    /** The task is ours and its bills are known: its part of the cap may be spent, and not before. */
    public synchronized void share(int task, int tasks) {
        this.tasks = tasks;
        known.add(task);
    }

    /** Whether the tasks of ours, of which there are some, have their bills known. */
    public synchronized boolean isKnown() {
        return !known.isEmpty() && awaited.isEmpty();
    }

    /** The task, ours or not, has committed this many records on that day: in this process, before it, or elsewhere. */
    public synchronized void restore(int task, LocalDate day, long records) {
        turn(day);
        if (day.equals(this.day)) {
            billed.merge(task, records, Math::max); // a session's restore knows less than the process that goes on
        }
    }

    /** The task is no longer ours, but what it has spent is spent. */
    public synchronized void forget(int task) {
        known.remove(task);
    }

    /** A page has arrived. */
    public synchronized void bill(int task, Instant apiTime, int records) {
        turn(day(apiTime));
        billed.merge(task, (long) records, Long::sum);
    }

    /** Whether one more request may be sent while this many are in flight. */
    public synchronized boolean allows(Instant apiTime, int inFlight) {
        turn(day(apiTime));
        long spent = spent();
        long cap = cap();
        return isFree()
                || awaited.isEmpty() && spent < cap && (inFlight == 0 || spent + (inFlight + 1L) * FULL_PAGE <= cap);
    }

    /** Whether the day's cap is spent, as far as is known. */
    public synchronized boolean isReached() {
        return isKnown() && spent() >= cap();
    }

    /** Whether more is left of the cap than what is kept for first passes. */
    public synchronized boolean leavesRoom() {
        long cap = cap();
        return isFree() || spent() < cap - cap / PART_FOR_FIRST_PASSES;
    }

    /** Records that the tasks of ours have been billed for on the day. */
    public synchronized long spent() {
        return spent(true);
    }

    private long spent(boolean byUs) {
        return billed.entrySet().stream()
                .filter(task -> known.contains(task.getKey()) == byUs)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public synchronized LocalDate day() {
        return day;
    }

    private boolean isFree() {
        return capRecords == Long.MAX_VALUE;
    }

    private long cap() {
        if (isFree()) {
            return capRecords;
        }
        long part = (long) ((double) capRecords * known.size() / tasks);
        return Math.max(0, Math.min(part, capRecords - spent(false)));
    }

    /** A new day starts at zero; an answer that carries yesterday's time counts for today. */
    private void turn(LocalDate day) {
        if (day.isAfter(this.day)) {
            this.day = day;
            billed.clear();
        }
    }

    private static LocalDate day(Instant apiTime) {
        return LocalDate.ofInstant(apiTime, ZoneOffset.UTC);
    }
}
