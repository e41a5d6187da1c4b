package io.cdrstream.observe;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps one sentence from being written over and over: the first at once, then at most one per period, which tells how
 * many were left out. Bounded by the number of different subjects, which are streams and credentials.
 */
final class Repetition {

    private final long periodNanos;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, Said> said = new ConcurrentHashMap<>();

    Repetition(Duration period, LongSupplier nanos) {
        this.periodNanos = period.toNanos();
        this.nanos = nanos;
    }

    /** Calls {@code write} with how often the subject was silenced since, if it may speak now. */
    void sparing(String subject, LongConsumer write) {
        long now = nanos.getAsLong();
        Said result = said.compute(subject, (s, old) -> {
            boolean speaks = old == null || now - old.at >= periodNanos;
            long silenced = old == null || old.spoke ? 0 : old.silenced;
            return speaks ? new Said(now, silenced, true) : new Said(old == null ? now : old.at, silenced + 1, false);
        });
        if (result.spoke) {
            write.accept(result.silenced);
        }
    }

    /** The subject may speak at once again: what it was about is over. */
    void forget(String subject) {
        said.remove(subject);
    }

    private record Said(long at, long silenced, boolean spoke) {}
}
