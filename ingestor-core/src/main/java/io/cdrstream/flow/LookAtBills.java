package io.cdrstream.flow;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A look at what all tasks have paid for, also those of other instances and those without streams, taken whenever the
 * group has moved tasks. All instances look at about the same time, before they pay for anything, and share what is
 * left of each cap until the next look.
 */
final class LookAtBills {

    private static final int MOST_RETRIES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FlowParts parts;

    LookAtBills(FlowParts parts) {
        this.parts = parts;
    }

    void holdCaps() {
        parts.holdCaps(this);
    }

    /**
     * Looks, and lets the caps go. Never fails.
     *
     * @param limit for which all polling waits
     */
    Mono<Void> atMost(Duration limit) {
        return parts.ledgers()
                .bills()
                .retryWhen(Retry.backoff(MOST_RETRIES, PAUSE)
                        .scheduler(parts.time().planning())
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .timeout(limit, late(limit), parts.time().planning())
                .publishOn(parts.time().planning())
                .doOnNext(tasks -> parts.pollers().forEach(poller -> {
                    tasks.forEach(poller.allowance()::paid);
                    poller.allowance().looked();
                }))
                .doOnError(error -> parts.listener().billsUnknown(String.valueOf(error.getMessage())))
                .onErrorComplete() // others must not stand still for it
                .doFinally(signal -> parts.letCapsGo(this))
                .then();
    }

    private static <T> Mono<T> late(Duration limit) {
        return Mono.error(() -> new TimeoutException("no answer of Kafka within " + limit.toSeconds() + " s"));
    }
}
