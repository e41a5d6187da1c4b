package io.cdrstream.flow;

import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.plan.FeeCap;
import io.cdrstream.plan.Pacer;
import io.cdrstream.plan.Share;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * What a credential may still ask for: requests in flight, requests a second, records a day. The group divides all
 * three by the tasks an instance owns. Changed on the planning thread, but for bills, places, who holds the cap and
 * tasks that are taken away; may be looked at from anywhere.
 */
final class Allowance {

    /** For a 429 that names no pause. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private final Credential credential;
    private final Timekeeper time;
    private final FlowListener listener;
    private final Pacer pacer;
    private final FeeCap cap;
    private Share share = Share.WHOLE;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile double requestsPerSecond;
    private volatile boolean isCapped;

    Allowance(Credential credential, Timekeeper time, FlowListener listener) {
        this.credential = credential;
        this.time = time;
        this.listener = listener;
        this.pacer = new Pacer(credential.requestsPerSecond(), time.nanos());
        this.requestsPerSecond = pacer.requestsPerSecond();
        this.cap = new FeeCap(credential.dailyCapRecords());
    }

    void share(Share share) {
        this.share = share;
        pacer.share(share);
        requestsPerSecond = pacer.requestsPerSecond();
    }

    /** Whether a request may leave now. */
    boolean allows() {
        return inFlight.get() < share.inFlight(credential.inFlight()) && isItsTurn() && isBelowCap();
    }

    private boolean isItsTurn() {
        long now = time.nanos();
        return now - pacer.next(now) >= 0;
    }

    /** Whether revisits and follow-ups may be begun: they stop before the cap does, so that first passes go on. */
    boolean allowsLater() {
        return cap.leavesRoom();
    }

    private boolean isBelowCap() {
        boolean isAllowed = cap.allows(time.apiTime(), inFlight.get());
        if (cap.isKnown()) {
            tell(cap.isReached());
        }
        return isAllowed;
    }

    private synchronized void tell(boolean isReached) {
        if (isReached && !isCapped) {
            listener.capped(credential.key(), cap.spentByAll(), cap.day());
        } else if (!isReached && isCapped) {
            listener.uncapped(credential.key());
        }
        isCapped = isReached;
    }

    /** How long until the pace allows a request; other limits are lifted by events. */
    Duration untilNext() {
        long now = time.nanos();
        return Duration.ofNanos(Math.max(0, pacer.next(now) - now));
    }

    /** Takes a place in flight and a turn of the pace. */
    Departure send() {
        inFlight.incrementAndGet();
        return planned(time.nanos());
    }

    /** A request that takes no place in flight: it takes the next turn of the pace, and waits until it comes. */
    Mono<Departure> sendBeside() {
        return Mono.defer(() -> {
            Duration wait = untilNext();
            Departure departure = planned(time.nanos() + wait.toNanos());
            return time.pause(wait).thenReturn(departure).doOnCancel(departure::over);
        });
    }

    private Departure planned(long turn) {
        pacer.sent(turn);
        requestsPerSecond = pacer.requestsPerSecond();
        return new Departure(at -> time.planning().schedule(() -> pacer.left(turn, at)), turn, time.nanoTime());
    }

    /** Longer than from one turn to the next. */
    Duration aTurn() {
        return Duration.ofNanos((long) (1.5e9 / requestsPerSecond));
    }

    /** Whether the API has asked for silence. */
    boolean isPaused() {
        return pacer.isPaused(time.nanos());
    }

    /** What was sent is committed, or has led to nothing. */
    void settled() {
        inFlight.decrementAndGet();
    }

    void throttled(Duration pause) {
        Duration obeyed = pause.isZero() ? DEFAULT_PAUSE : pause;
        pacer.throttled(time.nanos(), obeyed);
        requestsPerSecond = pacer.requestsPerSecond();
        listener.throttled(credential.key(), obeyed, requestsPerSecond);
    }

    void bill(int task, Page page) {
        cap.bill(task, page.apiTime(), page.billedRecords());
        String key = credential.key();
        listener.billed(key, page.request().stream().id(), page.billedRecords(), cap.day(), cap.spent());
    }

    /** Whether it may be spent in a day. */
    boolean hasCap() {
        return !cap.isWithoutCap();
    }

    /** Records a second that would spend it. */
    double capPerSecond() {
        return (double) credential.dailyCapRecords() / Duration.ofDays(1).toSeconds();
    }

    /** Nothing is paid for until it lets go. */
    void hold(Object holder) {
        cap.hold(holder);
    }

    /** The bills that it looked for are known, or cannot be for a while. */
    void letGo(Object holder) {
        cap.letGo(holder);
    }

    /** The task's bills are known: from now on its part of the cap may be spent. */
    void restore(int task, int tasks, List<DayBill> bills) {
        cap.share(task, tasks);
        paid(task, bills);
    }

    /**
     * What a task has paid for, ours or not.
     *
     * @param bills of all credentials
     */
    void paid(int task, List<DayBill> bills) {
        bills.stream()
                .filter(bill -> bill.credential().equals(credential.key()))
                .collect(Collectors.groupingBy(DayBill::day, TreeMap::new, Collectors.summingLong(DayBill::records)))
                .forEach((day, records) -> cap.restore(task, day, records));
        tellSpent();
    }

    /** What all tasks have paid for has been told. */
    void looked() {
        cap.looked();
    }

    private void tellSpent() {
        listener.spent(credential.key(), cap.day(), cap.spent());
    }

    /** The API may have charged for a page that we did not get, of so many records: the cap counts it. */
    DayBill suspect(int task, long records) {
        cap.bill(task, time.apiTime(), Math.toIntExact(records));
        tellSpent();
        return DayBill.suspect(credential.key(), cap.day(), records);
    }

    /** What was paid for one task is stored with the progress of another. */
    void moved(DayBill charge, int from, int to) {
        if (charge.credential().equals(credential.key())) {
            cap.move(from, to, charge.day(), charge.records());
            tellSpent();
        }
    }

    synchronized void forget(int task) {
        cap.forget(task);
        tellSpent();
        if (cap.isNobodys() && isCapped) {
            isCapped = false;
            listener.capLeftToOthers(credential.key());
        }
    }

    boolean isCapped() {
        return isCapped;
    }

    /** The present pace: the budget, our share of it, less what 429 has taught. */
    double requestsPerSecond() {
        return requestsPerSecond;
    }

    int inFlight() {
        return inFlight.get();
    }
}
