package io.cdrstream.flow;

import io.cdrstream.plan.ApiClock;
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
 * @param nanoTime monotonic nanoseconds
 * @param clock the API's time
 */
public record Timekeeper(Scheduler planning, LongSupplier nanoTime, ApiClock clock) {

    long nanos() {
        return nanoTime.getAsLong();
    }

    Instant apiTime() {
        return clock.now(nanos());
    }

    void observe(@Nullable Instant date) {
        if (date != null) {
            clock.observe(date, nanos());
        }
    }

    Mono<Long> pause(Duration pause) {
        return Mono.delay(pause, planning);
    }
}
