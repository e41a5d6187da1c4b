package io.cdrstream.flow;

import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.plan.FeeCap;
import io.cdrstream.plan.Pacer;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Duration;

/**
 * What a credential may still ask for: requests in flight, requests a second, records a day. The group divides all
 * three by the tasks an instance owns. Confined to the planning thread, but for {@link #bill} and {@link #isCapped}.
 */
final class Allowance {

    /** For a 429 that names no pause. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private final Credential credential;
    private final Timekeeper time;
    private final FlowListener listener;
    private final Pacer pacer;
    private final FeeCap cap;
    private double share = 1;
    private int inFlight;
    private volatile boolean isCapped;

    Allowance(Credential credential, Timekeeper time, FlowListener listener) {
        this.credential = credential;
        this.time = time;
        this.listener = listener;
        this.pacer = new Pacer(credential.requestsPerSecond(), time.nanos());
        this.cap = new FeeCap(credential.dailyCapRecords());
    }

    void share(double share) {
        this.share = share;
        pacer.share(share);
        cap.share(share);
    }

    /** Whether a request may leave now. */
    boolean allows() {
        int most = Math.max(1, (int) (credential.inFlight() * share));
        return inFlight < most && time.nanos() - pacer.next() >= 0 && isBelowCap();
    }

    private boolean isBelowCap() {
        boolean isAllowed = cap.allows(time.apiTime(), inFlight);
        boolean isReached = cap.isReached();
        if (isReached && !isCapped) {
            listener.capped(credential.key(), cap.spent(), cap.day());
        } else if (!isReached && isCapped) {
            listener.uncapped(credential.key());
        }
        isCapped = isReached;
        return isAllowed;
    }

    /** How long until the pace allows a request; other limits are lifted by events. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, pacer.next() - time.nanos()));
    }

    void sent() {
        inFlight++;
        pacer.sent(time.nanos());
    }

    /** What was sent is committed, or has led to nothing. */
    void settled() {
        inFlight--;
    }

    void throttled(Duration pause) {
        Duration obeyed = pause.isZero() ? DEFAULT_PAUSE : pause;
        pacer.throttled(time.nanos(), obeyed);
        listener.throttled(credential.key(), obeyed, pacer.requestsPerSecond());
    }

    void bill(int task, Page page) {
        cap.bill(task, page.apiTime(), page.billedRecords());
        String key = credential.key();
        listener.billed(key, page.request().stream().id(), page.billedRecords(), cap.day(), cap.spent());
    }

    void restore(int task, DayBill bill) {
        cap.restore(task, bill.day(), bill.records());
    }

    void forget(int task) {
        cap.forget(task);
    }

    boolean isCapped() {
        return isCapped;
    }

    int inFlight() {
        return inFlight;
    }
}
