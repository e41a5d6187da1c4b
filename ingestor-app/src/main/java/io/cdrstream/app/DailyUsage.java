package io.cdrstream.app;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.usage.DailyReconcile;
import io.cdrstream.app.usage.FreeRequests;
import io.cdrstream.app.usage.Outcome;
import io.cdrstream.app.usage.Reconciler;
import io.cdrstream.flow.Ingestor;
import io.cdrstream.model.PageRequest;
import io.cdrstream.observe.UsageMeters;
import io.cdrstream.source.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The daily reconcile of an ingestor, put together: its requests are errands, its duty is task 0's. */
final class DailyUsage implements DailyReconcile.Instance, DailyReconcile.Round, AutoCloseable {

    /** Every group has it, however many tasks there are. */
    private static final int TASK_OF_DUTY = 0;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 1000, "reconcile", 60, true);
    private final Ingestor ingestor;
    private final Reconciler reconciler;
    private final DailyReconcile daily;

    DailyUsage(Configuration configuration, Ingestor ingestor, MeterRegistry metrics) {
        this.ingestor = ingestor;
        this.reconciler = new Reconciler(configuration, this::answer, scheduler);
        UsageMeters meters = new UsageMeters(metrics, reconciler.credentials());
        this.daily = new DailyReconcile(configuration.reconcile(), this, this, meters, scheduler);
    }

    private Mono<Answer> answer(PageRequest request) {
        Mono<Answer> errand = Mono.defer(() -> ingestor.errand(request));
        return request.isFirst() ? errand : errand.delaySubscription(FreeRequests.BETWEEN_PAGES, scheduler);
    }

    /** Goes on until cancelled. */
    Mono<Void> run() {
        return daily.run();
    }

    @Override
    public Instant apiTime() {
        return ingestor.apiTime();
    }

    @Override
    public boolean isOnDuty() {
        return ingestor.owns(TASK_OF_DUTY);
    }

    @Override
    public List<String> credentials() {
        return reconciler.credentials();
    }

    @Override
    public Flux<Outcome> reconcile(Collection<String> credentials, LocalDate day, Instant now) {
        return reconciler.reconcile(credentials, day, now).map(reconciler::bounded);
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
