package io.cdrstream.flow;

import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.MemoryBudget.Lease;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A request beside the flow, for a product that is free: it disturbs the polling of its credential by one turn and no
 * more.
 *
 * <p>Safe for the credential because it reserves its turn at the same pacer, so that polling and errands together never
 * ask faster than the budget, and neither starves; a 429 slows both. It takes no place in flight, since nothing of its
 * answer is committed, and is no part of the bill, since nothing is charged.
 */
final class Errand {

    private static final Duration UNTIL_MEMORY = Duration.ofMillis(100);

    private final ReportsSource source;
    private final Allowance allowance;
    private final MemoryBudget memory;
    private final Timekeeper time;

    Errand(ReportsSource source, Allowance allowance, MemoryBudget memory, Timekeeper time) {
        this.source = source;
        this.allowance = allowance;
        this.memory = memory;
        this.time = time;
    }

    /**
     * The answer, once the pace has allowed the request. Delivered on the planning thread, which is not to work on it.
     */
    Mono<Answer> answer(PageRequest request) {
        if (!request.stream().product().isFree()) {
            throw new IllegalArgumentException(
                    "nobody would count what " + request.stream().id() + " is charged");
        }
        return lease().flatMap(lease -> turn().flatMap(turn -> ask(request, lease, turn))
                .publishOn(time.planning())
                .doOnNext(this::learn)
                .doFinally(signal -> lease.close()));
    }

    /** It grows as the page is read; here waits who comes after pages that wait for memory already. */
    private Mono<Lease> lease() {
        return Mono.fromSupplier(() -> memory.tryLease(0))
                .repeatWhenEmpty(again -> again.concatMap(n -> time.pause(UNTIL_MEMORY), 1));
    }

    /** Leaves one to the polling first: who asks errand after errand gets every second turn at most. */
    private Mono<Departure> turn() {
        return Mono.defer(() -> time.pause(allowance.aTurn()))
                .then(allowance.sendBeside())
                .flatMap(turn -> allowance.isPaused() ? Mono.fromRunnable(turn::over) : Mono.just(turn)) // a 429 came
                .repeatWhenEmpty(again -> again)
                .subscribeOn(time.planning());
    }

    private Mono<Answer> ask(PageRequest request, Lease lease, Departure turn) {
        return source.page(request, lease, turn::left).doFinally(signal -> turn.over());
    }

    private void learn(Answer answer) {
        time.observe(answer.date());
        if (answer instanceof Throttled throttled) {
            allowance.throttled(throttled.pause() == null ? Duration.ZERO : throttled.pause());
        }
    }
}
