package io.cdrstream.simulator.cdr;

import io.cdrstream.simulator.cdr.Schema.Lasting;
import java.time.Duration;
import java.util.Optional;

/**
 * When a CDR shows and when it changes. It shows once what it tells of has ended and its delay has passed; from then on
 * it stays, and its revisions follow at moments of their own. None of this moves the time the date filter looks at.
 *
 * @param usualDelay every record is up to this late
 * @param lateShare the part of records that is later than usual, 0 to 1
 * @param lateUpTo by how much those are later at most
 * @param changingShare the part of records that changes after it first showed, 0 to 1
 * @param changeWithin how long after the first showing a change happens at most
 * @param longestCall calls last a sixth of this on average, never more; zero for calls without length
 */
public record Lifecycle(
        Duration usualDelay,
        double lateShare,
        Duration lateUpTo,
        double changingShare,
        Duration changeWithin,
        Duration longestCall) {

    private static final int DELAY = 100;
    private static final int LATE = 101;
    private static final int CHANGES = 102;
    private static final int LENGTH = 103;
    private static final int LATENCY = 104;
    private static final int CHANGE_AT = 105;

    /** Every record shows at once, in its final state, and calls have no length. */
    public static Lifecycle immediate() {
        return new Lifecycle(Duration.ZERO, 0, Duration.ZERO, 0, Duration.ZERO, Duration.ZERO);
    }

    public Lifecycle late(double share, Duration upTo) {
        return new Lifecycle(usualDelay, share, upTo, changingShare, changeWithin, longestCall);
    }

    public Lifecycle changing(double share, Duration within) {
        return new Lifecycle(usualDelay, lateShare, lateUpTo, share, within, longestCall);
    }

    public Lifecycle delayed(Duration usual) {
        return new Lifecycle(usual, lateShare, lateUpTo, changingShare, changeWithin, longestCall);
    }

    public Lifecycle calls(Duration longest) {
        return new Lifecycle(usualDelay, lateShare, lateUpTo, changingShare, changeWithin, longest);
    }

    /** The record as it shows at that moment (epoch milliseconds), or nothing while it does not show yet. */
    Optional<View> at(Cdr cdr, long asOf) {
        int duration = duration(cdr);
        long visible = visibleAt(cdr, duration);
        if (asOf < visible) {
            return Optional.empty();
        }
        int last = lastRevision(cdr);
        int revision = last;
        while (revision > 0 && asOf < shownFrom(cdr, visible, revision)) {
            revision--;
        }
        return Optional.of(new View(cdr, revision, last, duration, latency(cdr, visible, last)));
    }

    int lastRevision(Cdr cdr) {
        if (changingShare == 0
                || cdr.stream().schema().product().equals("VOICE-FAILED")
                || cdr.unit(CHANGES) >= changingShare) {
            return 0;
        }
        Schema schema = cdr.stream().schema();
        boolean mayBeRead =
                schema.product().equals("MESSAGES") && schema.direction().equals("outbound");
        return mayBeRead && cdr.pick(CHANGES + 1000, 2) == 0 ? 2 : 1;
    }

    /** Since when a revision shows, in epoch milliseconds. */
    long shownFrom(Cdr cdr, int revision) {
        return shownFrom(cdr, visibleAt(cdr, duration(cdr)), revision);
    }

    private long shownFrom(Cdr cdr, long visible, int revision) {
        long from = visible;
        for (int i = 1; i <= revision; i++) {
            from += 1 + (long) (cdr.unit(CHANGE_AT + i) * changeWithin.toMillis());
        }
        return from;
    }

    private long latency(Cdr cdr, long visible, int last) {
        long start = cdr.second() * 1000;
        return last == 0
                ? Math.min(200 + cdr.pick(LATENCY, 3000), visible - start)
                : shownFrom(cdr, visible, 1) - start;
    }

    private long visibleAt(Cdr cdr, int duration) {
        long delay = (long) (cdr.unit(DELAY) * usualDelay.toMillis());
        if (lateShare > 0 && cdr.unit(LATE) < lateShare) {
            delay += (long) (cdr.unit(LATE + 1000) * lateUpTo.toMillis());
        }
        return (cdr.second() + duration) * 1000 + delay;
    }

    private int duration(Cdr cdr) {
        Lasting lasting = cdr.stream().schema().lasting();
        if (lasting == Lasting.NOTHING || longestCall.isZero()) {
            return 0;
        }
        if (lasting == Lasting.SECONDS) {
            return 1 + cdr.pick(LENGTH, 9);
        }
        double exponential = -Math.log(1 - cdr.unit(LENGTH)) * longestCall.toSeconds() / 6;
        return (int) Math.min(longestCall.toSeconds(), 1 + (long) exponential);
    }
}
