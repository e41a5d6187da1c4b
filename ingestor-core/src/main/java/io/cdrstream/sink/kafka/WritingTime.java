package io.cdrstream.sink.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How long a transaction may be written before it must be committed. To be checked after every send, since each may
 * block for a while when the broker is slow: so a transaction that takes too long ends by our own timeout, before the
 * broker's, which would look like a fence.
 */
final class WritingTime {

    private final Duration limit;
    private final LongSupplier nanos;
    private long begun;

    WritingTime(Duration limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    void begin() {
        begun = nanos.getAsLong();
    }

    /** Time that was spent otherwise, as with reading, does not count. */
    void exclude(long spent) {
        begun += spent;
    }

    void check() {
        if (nanos.getAsLong() - begun > limit.toNanos()) {
            throw new TimeoutException("a group of pages could not be written within " + limit.toMillis()
                    + " ms; a larger transaction.timeout.ms gives it longer");
        }
    }
}
