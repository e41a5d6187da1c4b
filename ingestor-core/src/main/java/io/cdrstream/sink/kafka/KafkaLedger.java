package io.cdrstream.sink.kafka;

import io.cdrstream.model.Page;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.Replayed;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Every page offered here is durable with its progress, or this ledger is dead (I1).
 *
 * <p>Owns the one thread that touches the blocking producer, and offers {@code Mono}s. Pages that wait are committed
 * together: the thread takes what is there, up to 8 MB or for 250 ms, then commits.
 *
 * <pre>
 *   commit(page) ─▶ queue ─▶ │ ledger-3: write, write, … commit │ ─▶ parallel thread ─▶ subscriber
 * </pre>
 *
 * <p>Safe because pages are written in the order of the queue by one thread, because a group fails as a whole and after
 * it everything else, and because subscribers never run on the ledger's thread: they cannot hold up a commit.
 */
final class KafkaLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLedger.class);
    private static final long GROUP_BYTES = 8L * 1024 * 1024;
    private static final long GROUP_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final TaskScope scope;
    private final ProducerSupply producers;
    private final ExecutorService thread;
    private final Scheduler own;
    private final Queue<Offer> queue = new ConcurrentLinkedQueue<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable KafkaSession session;
    private volatile @Nullable SessionLost failure;

    KafkaLedger(TaskScope scope, ProducerSupply producers, ExecutorService thread) {
        this.scope = scope;
        this.producers = producers;
        this.thread = thread;
        Executor uninterrupted = thread::execute; // as an executor service it would be interrupted on cancel
        this.own = Schedulers.fromExecutor(uninterrupted);
    }

    @Override
    public Mono<Restored> open() {
        return Mono.fromCallable(this::openSession).subscribeOn(own).publishOn(Schedulers.parallel());
    }

    private Restored openSession() {
        try {
            producer = producers.create(scope.settings(), scope.task());
            KafkaSession.Opened opened = KafkaSession.open(scope, producer);
            session = opened.session();
            return opened.restored();
        } catch (Throwable e) { // whatever it is, this session is over
            throw fail("opening task " + scope.task(), e);
        }
    }

    @Override
    public Mono<Committed> commit(Page page) {
        return Mono.defer(() -> {
            Offer offer = new Offer(page, Sinks.one());
            enqueue(offer);
            return offer.done.asMono().publishOn(Schedulers.single()); // one thread, so in the order of the commits
        });
    }

    private void enqueue(Offer offer) {
        queue.add(offer);
        try {
            thread.execute(this::commitReady);
        } catch (RejectedExecutionException e) {
            failQueued(new SessionLost(Meaning.RETRY, "the session of task " + scope.task() + " is closed", e));
        }
    }

    /**
     * Commits one group. Each offer has asked for a run of its own, so whatever stays in the queue is not forgotten.
     */
    private void commitReady() {
        List<Offer> group = new ArrayList<>();
        try {
            SessionLost lost = failure;
            if (lost != null) {
                throw lost;
            }
            if (session != null) {
                commitGroup(session, group);
            }
        } catch (Throwable e) { // whatever it is, callers must hear of it
            SessionLost lost = fail("committing task " + scope.task(), e);
            group.forEach(offer -> offer.done.tryEmitError(lost));
            failQueued(lost);
        }
    }

    private void commitGroup(KafkaSession session, List<Offer> group) {
        List<Committed> results = new ArrayList<>();
        long bytes = 0;
        long end = System.nanoTime() + GROUP_NANOS;
        Offer offer = queue.poll();
        while (offer != null) {
            group.add(offer);
            results.add(session.write(offer.page));
            bytes += offer.page.body().length;
            offer = bytes < GROUP_BYTES && System.nanoTime() < end ? queue.poll() : null;
        }
        session.commit();
        for (int i = 0; i < results.size(); i++) {
            group.get(i).done.tryEmitValue(results.get(i));
        }
    }

    private SessionLost fail(String doing, Throwable error) {
        SessionLost earlier = failure;
        if (earlier != null) {
            return earlier;
        }
        SessionLost lost = KafkaErrors.lost(doing, error);
        failure = lost;
        release(Duration.ZERO);
        return lost;
    }

    private void failQueued(SessionLost lost) {
        for (Offer offer = queue.poll(); offer != null; offer = queue.poll()) {
            offer.done.tryEmitError(lost);
        }
    }

    @Override
    public Mono<Replayed> replay(RecordAgain again) {
        return betweenCommits("publishing dead letters", session -> session.replay(again))
                .defaultIfEmpty(Replayed.NONE);
    }

    @Override
    public Mono<Void> charge(DayBill charge) {
        Work<DayBill> store = session -> {
            session.charge(charge);
            return charge;
        };
        return betweenCommits("storing a charge", store)
                .switchIfEmpty(Mono.error(this::over))
                .then();
    }

    private SessionLost over() {
        SessionLost lost = failure;
        return lost != null
                ? lost
                : new SessionLost(Meaning.RETRY, "the session of task " + scope.task() + " is closed", null);
    }

    /** On the same thread as the commits, so in none of their transactions; empty once the session is over. */
    private <T> Mono<T> betweenCommits(String doing, Work<T> work) {
        Mono<T> done =
                Mono.fromCallable(() -> now(doing, work)).subscribeOn(own).publishOn(Schedulers.parallel());
        return Mono.defer(() -> thread.isShutdown() ? Mono.empty() : done);
    }

    private <T> @Nullable T now(String doing, Work<T> work) {
        try {
            return failure == null && session != null ? work.with(session) : null;
        } catch (Throwable e) { // whatever it is, this session is over
            SessionLost lost = fail(doing + " of task " + scope.task(), e);
            failQueued(lost);
            throw lost;
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(KafkaSession session) throws Exception;
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(this::closeSession)
                .subscribeOn(own)
                .onErrorComplete()
                .publishOn(Schedulers.parallel());
    }

    private void closeSession() {
        while (failure == null && session != null && !queue.isEmpty()) {
            commitReady();
        }
        thread.shutdown();
        if (failure == null) {
            failure = new SessionLost(
                    Meaning.RETRY, "the session of task " + scope.task() + " is closed", new IllegalStateException());
            release(CLOSE_TIMEOUT);
        }
        failQueued(failure);
    }

    private void release(Duration timeout) {
        Producer<byte[], byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            closed("producer", () -> producers.close(closing, timeout));
        }
        if (session != null) {
            closed("reader of replays", session::close);
        }
    }

    /** Those who wait for a commit must hear of it all the same. */
    private void closed(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("task {}: the {} could not be closed: {}", scope.task(), what, e.toString());
        }
    }

    private record Offer(Page page, Sinks.One<Committed> done) {}
}
