package io.cdrstream.sink.kafka;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** For work that blocks, such as asking Kafka: each piece on a thread of its own, which a cancel interrupts. */
final class OwnThread {

    private OwnThread() {}

    /** @param name of the thread */
    static <T> Mono<T> call(String name, Callable<T> work) {
        return Mono.using(() -> Schedulers.newSingle(name, true), own -> on(own, work), Scheduler::dispose);
    }

    private static <T> Mono<T> on(Scheduler own, Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(own).publishOn(Schedulers.parallel());
    }
}
