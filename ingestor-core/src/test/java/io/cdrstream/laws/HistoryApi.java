package io.cdrstream.laws;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import io.cdrstream.source.ApiDate;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget.Lease;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** An API with a history, which bills what it returns and misbehaves with a given probability. */
final class HistoryApi implements ReportsSource {

    static final int PAGE = 3;
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Pages pages;
    final Shown shown;
    final InFlight inFlight = new InFlight();
    private final Random random;
    private final Scheduler scheduler;
    private final Supplier<Instant> now;
    private final double faults;
    final List<PageRequest> requests = new ArrayList<>();
    int expiries;
    /** How long an answer takes at least. */
    Duration slowness = Duration.ZERO;
    /** What it says instead of a page; null = nothing else. */
    Function<PageRequest, @Nullable Answer> trouble = request -> null;
    /** Hears every request before it is answered. */
    Consumer<PageRequest> witness = request -> {};

    HistoryApi(
            Map<StreamId, History> histories,
            Random random,
            Scheduler scheduler,
            Supplier<Instant> now,
            double faults) {
        this.pages = new Pages(histories, random);
        this.shown = new Shown(histories);
        this.random = random;
        this.scheduler = scheduler;
        this.now = now;
        this.faults = faults;
    }

    @Override
    public Mono<Answer> page(PageRequest request, Lease memory, Runnable onSent) {
        Duration usual = slowness.plusMillis(20 + random.nextInt(400));
        return Mono.defer(() -> Mono.just(answer(request)))
                .delayUntil(answer -> Mono.delay(isLate(answer) ? PATIENCE : usual, scheduler))
                .doOnSubscribe(subscription -> {
                    inFlight.add(request);
                    onSent.run();
                })
                .doOnTerminate(() -> inFlight.remove(request)) // before anybody hears of the answer
                .doOnCancel(() -> inFlight.remove(request));
    }

    private static boolean isLate(Answer answer) {
        return answer instanceof Answer.Failed failed && failed.fault() == Answer.Fault.TIMEOUT;
    }

    private Answer answer(PageRequest request) {
        requests.add(request);
        witness.accept(request);
        ApiDate date = date();
        @Nullable Answer instead = trouble.apply(request);
        if (instead != null) {
            return instead;
        }
        if (pages.isExpired(request, now.get())) {
            expiries++;
            return new Answer.CursorRefused("expired", date);
        }
        @Nullable Answer fault = random.nextDouble() < faults ? fault(request, date) : null;
        return fault != null ? fault : got(request, date);
    }

    private Answer got(PageRequest request, ApiDate date) {
        Page page = pages.page(request, now.get());
        shown.add(page, Pages.firstPage(request, now.get()));
        return new Answer.Got(page, date);
    }

    private ApiDate date() {
        return new ApiDate(now.get(), scheduler.now(TimeUnit.NANOSECONDS));
    }

    private @Nullable Answer fault(PageRequest request, ApiDate date) {
        switch (random.nextInt(5)) {
            case 0:
                return new Answer.Throttled(Duration.ofSeconds(1), date);
            case 1:
                return new Answer.Failed(Answer.Fault.SERVER_ERROR, "500", date);
            case 2:
                return new Answer.Refused(Answer.Refusal.FORBIDDEN, "403", date);
            case 3:
                if (request.isFirst()) {
                    return null;
                }
                expiries++;
                return new Answer.CursorRefused("expired", date);
            default:
                if (request.slice().isIndivisible() || request.isFollowUp()) {
                    return null;
                }
                expiries++;
                return new Answer.TooLarge(1, date);
        }
    }

    @Override
    public Page again(PageRequest request, byte[] record, Instant at) {
        throw new UnsupportedOperationException("no law is about dead letters");
    }

    @Override
    public Mono<LookUp> lookUp(CdrStream stream, List<String> ids) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Answer> greet(String account) {
        return Mono.fromSupplier(
                () -> new Answer.Refused(Answer.Refusal.FORBIDDEN, "no usage report, but a date", date()));
    }
}
