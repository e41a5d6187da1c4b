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
 * the task, so the count survives restarts and moves with the task to another instance.
 *
 * <p>What is left of the cap is shared like the budget: at each {@link #looked look} at the bills of all tasks, ours
 * and others', every instance gets the part of its tasks. So the sum stays within the cap, however unevenly the tasks
 * spend and whoever owns them. Nothing is spent while somebody {@link #hold holds} the cap, because it is not known yet
 * what a task of ours has spent, or others have.
 *
 * <p>A page is not paid for in advance, since nobody knows how many records it will hold. So requests run in parallel
 * only as long as full pages would fit below the cap, then one at a time; an instance exceeds its part by at most one
 * page, and by what is under way when tasks move.
 *
 * <p>Thread-safe.
 */
public final class FeeCap {

    private static final int FULL_PAGE = 1000;

    /** A fifth. */
    private static final int PART_FOR_FIRST_PASSES = 5;

    private final long capRecords;
    private final Map<Integer, Long> billed = new HashMap<>();
    private final Set<Integer> ours = new HashSet<>();
    private final Set<Object> holders = Collections.newSetFromMap(new IdentityHashMap<>());
    private int tasks = 1;
    private LocalDate day = LocalDate.EPOCH;

    /** What we were billed for and nobody else could know at the last look. */
    private long sinceLook;

    /** @param capRecords records per UTC day, for all instances together; {@link Long#MAX_VALUE} for no cap */
    public FeeCap(long capRecords) {
        this.capRecords = capRecords;
    }

    /**
     * Nothing is spent until it lets go.
     *
     * @param holder whoever finds out what was spent
     */
    public synchronized void hold(Object holder) {
        holders.add(holder);
    }

    public synchronized void letGo(Object holder) {
        holders.remove(holder);
    }

    /** The task is ours and its bills are known: its part of the cap may be spent, and not before. */
    public synchronized void share(int task, int tasks) {
        this.tasks = tasks;
        ours.add(task);
    }

    /** Whether no task is ours. */
    public synchronized boolean isNobodys() {
        return ours.isEmpty();
    }

    /** Whether it is known what may be spent. */
    public synchronized boolean isKnown() {
        return !ours.isEmpty() && holders.isEmpty();
    }

    /** The task, ours or not, has committed this many records on that day: in this process, before it, or elsewhere. */
    public synchronized void restore(int task, LocalDate day, long records) {
        turn(day);
        if (day.equals(this.day)) {
            billed.merge(task, records, Math::max); // a session's restore knows less than the process that goes on
        }
    }

    /** So many records of that day are no longer on one task's bill, but on another's. */
    public synchronized void move(int from, int to, LocalDate day, long records) {
        if (day.equals(this.day)) {
            billed.merge(from, -records, Long::sum);
            billed.merge(to, records, Long::sum);
        }
    }

    /** The bills of all tasks have been restored: all instances share what they leave. */
    public synchronized void looked() {
        sinceLook = 0;
    }

    /** The task is no longer ours, but what it has spent is spent. */
    public synchronized void forget(int task) {
        ours.remove(task);
    }

    /** A page has arrived. */
    public synchronized void bill(int task, Instant apiTime, int records) {
        turn(day(apiTime));
        billed.merge(task, (long) records, Long::sum);
        sinceLook += records;
    }

    /** Whether one more request may be sent while this many are in flight. */
    public synchronized boolean allows(Instant apiTime, int inFlight) {
        turn(day(apiTime));
        if (isWithoutCap()) {
            return true;
        }
        long left = left();
        return holders.isEmpty() && left > 0 && (inFlight == 0 || (inFlight + 1L) * FULL_PAGE <= left);
    }

    /** Whether nothing is left for us of the day's cap, as far as is known. */
    public synchronized boolean isReached() {
        return isKnown() && left() <= 0;
    }

    /** Whether more is left of the cap than what is kept for first passes. */
    public synchronized boolean leavesRoom() {
        return isWithoutCap() || left() > part(capRecords / PART_FOR_FIRST_PASSES);
    }

    /** Records of the day that the tasks of ours were billed for. */
    public synchronized long spent() {
        return billed.entrySet().stream()
                .filter(task -> ours.contains(task.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Records of the day that all tasks were billed for, as far as is known. */
    public synchronized long spentByAll() {
        return billed.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized LocalDate day() {
        return day;
    }

    /** Whether any number of records may be paid for. */
    public boolean isWithoutCap() {
        return capRecords == Long.MAX_VALUE;
    }

    /** Records that this instance may still be billed for. */
    private long left() {
        return isWithoutCap() ? capRecords : part(capRecords - (spentByAll() - sinceLook)) - sinceLook;
    }

    private long part(long records) {
        return (long) ((double) records * ours.size() / tasks);
    }

    /** A new day starts at zero; an answer that carries yesterday's time counts for today. */
    private void turn(LocalDate day) {
        if (day.isAfter(this.day)) {
            this.day = day;
            billed.clear();
            sinceLook = 0;
        }
    }

    private static LocalDate day(Instant apiTime) {
        return LocalDate.ofInstant(apiTime, ZoneOffset.UTC);
    }
}
