package io.cdrstream.flow;

import io.cdrstream.plan.ApiClock;
import io.cdrstream.source.ApiDate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The two times of the flow and the one thread that plans by them.
 *
 * @param planning a scheduler of one thread: everything that decides what is read next is confined to it
 * @param nanoTime monotonic nanoseconds, the same as the sources'
 * @param clock the API's time
 */
public record Timekeeper(Scheduler planning, LongSupplier nanoTime, ApiClock clock) {

    long nanos() {
        return nanoTime.getAsLong();
    }

    Instant apiTime() {
        return apiTime(nanos());
    }

    /** The API's time of a moment that was ours. */
    Instant apiTime(long nanos) {
        return clock.now(nanos);
    }

    /** An answer carried this; it may have been heard a while ago. */
    void observe(@Nullable ApiDate heard) {
        if (heard != null) {
            clock.observe(heard.date(), heard.nanos());
        }
    }

    Mono<Long> pause(Duration pause) {
        return Mono.delay(pause, planning);
    }
}
