package io.cdrstream.flow;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What the tasks of other instances have paid for, asked for whenever the group gives us tasks but not all of them:
 * tasks move, and what one instance has spent must not be spent once more by another. In between each counts what is
 * its own, and what it has given away.
 */
final class BillsElsewhere {

    private static final int MOST_RETRIES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FlowParts parts;

    BillsElsewhere(FlowParts parts) {
        this.parts = parts;
    }

    /** Nothing is paid for with any credential until {@link #look} has looked. */
    void await() {
        parts.pollers().forEach(poller -> poller.allowance().await(this));
    }

    /** Never fails. */
    Mono<Void> look() {
        return parts.ledgers()
                .bills()
                .retryWhen(Retry.backoff(MOST_RETRIES, PAUSE)
                        .scheduler(parts.time().planning())
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .doOnNext(tasks -> tasks.forEach((task, bills) ->
                        parts.pollers().forEach(poller -> poller.allowance().paid(task, bills))))
                .doOnError(error -> parts.listener().billsUnknown(String.valueOf(error.getMessage())))
                .onErrorComplete() // others must not stand still for it
                .doFinally(signal ->
                        parts.pollers().forEach(poller -> poller.allowance().awaitNoLonger(this)))
                .then();
    }
}
