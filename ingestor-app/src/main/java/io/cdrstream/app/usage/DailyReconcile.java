package io.cdrstream.app.usage;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.usage.Outcome.Reason;
import io.cdrstream.app.usage.Outcome.Reconciled;
import io.cdrstream.app.usage.Outcome.Unanswered;
import io.cdrstream.observe.UsageMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reconciles every UTC day once it is over, in the one instance of the group that is on duty, and never disturbs the
 * polling: it has a thread of its own, its requests share the pace, and whatever fails is told and tried again later.
 *
 * <p>Which day is over says the API's clock, since bills are kept by it. Exactly one instance is on duty because the
 * group gives task 0 to one; who takes it over makes up for the last day, which is free and may be repeated. So that a
 * group that is being put together does not ask several times, an instance has to be on duty for a while first.
 */
public final class DailyReconcile {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_BEFORE = 10;

    private final Configuration.Reconcile settings;
    private final Instance instance;
    private final Round round;
    private final DailyFindings findings;
    private final Scheduler scheduler;
    private final Map<String, DailyDuty> duties = new LinkedHashMap<>();
    private int looks;

    /** @param scheduler of one thread, which looks once a second and then waits for what the round does on it */
    public DailyReconcile(
            Configuration.Reconcile settings, Instance instance, Round round, UsageMeters meters, Scheduler scheduler) {
        this.settings = settings;
        this.instance = instance;
        this.round = round;
        this.findings = new DailyFindings(meters, settings.tolerance());
        this.scheduler = scheduler;
    }

    /** The instance that this is part of. */
    public interface Instance {

        Instant apiTime();

        /** Whether it is the one of the group that reconciles. */
        boolean isOnDuty();
    }

    /** Asks both sides. */
    public interface Round {

        /** The keys of all credentials. */
        List<String> credentials();

        /** What came of it, one outcome for each credential. */
        Flux<Outcome> reconcile(Collection<String> credentials, LocalDate day, Instant now);
    }

    /** Goes on until cancelled. Never completes, never fails. */
    public Mono<Void> run() {
        return Flux.interval(LOOK, scheduler)
                .onBackpressureDrop()
                .concatMap(tick -> look(), 1)
                .then();
    }

    private Mono<Void> look() {
        if (!instance.isOnDuty()) {
            leave();
            return Mono.empty();
        }
        if (looks < LOOKS_BEFORE) {
            looks++;
            return Mono.empty();
        }
        take();
        Instant now = instance.apiTime();
        List<String> due = duties.keySet().stream()
                .filter(credential -> duty(credential).isDue(now))
                .toList();
        return due.isEmpty() ? Mono.empty() : reconcile(due, duty(due.get(0)).day(), now);
    }

    private void take() {
        if (duties.isEmpty()) {
            round.credentials().forEach(credential -> duties.put(credential, new DailyDuty(settings.at())));
            findings.taken();
        }
    }

    private void leave() {
        looks = 0;
        if (!duties.isEmpty()) {
            duties.clear();
            findings.gone();
        }
    }

    /** What comes when the duty is another instance's by now is that one's to tell. */
    private Mono<Void> reconcile(List<String> due, LocalDate day, Instant now) {
        return round.reconcile(due, day, now)
                .onErrorResume(e -> Flux.fromIterable(due).map(credential -> unexpected(credential, e)))
                .takeWhile(outcome -> instance.isOnDuty())
                .doOnNext(outcome -> tell(outcome, day))
                .then();
    }

    private static Outcome unexpected(String credential, Throwable e) {
        return Unanswered.whole(
                credential, Reason.FAILED, "unexpected: " + e.getClass().getName());
    }

    private void tell(Outcome outcome, LocalDate day) {
        DailyDuty duty = duty(outcome.credential());
        if (outcome instanceof Reconciled reconciled && reconciled.isWhole()) {
            duty.done();
            findings.reconciled(reconciled, day);
        } else if (outcome instanceof Reconciled partly) {
            findings.partly(partly, day, duty.failed(instance.apiTime()));
        } else if (outcome instanceof Unanswered unanswered) {
            findings.failed(unanswered, day, duty.failed(instance.apiTime()));
        } else {
            duty.done();
            findings.nothingYet(outcome.credential(), day);
        }
    }

    private DailyDuty duty(String credential) {
        return Objects.requireNonNull(duties.get(credential));
    }
}
