package io.cdrstream.flow;

import io.cdrstream.model.Page;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.Replayed;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One session of a task: a ledger that is open, and the pages on their way to it. It ends by completing, when it was
 * told to stop and nothing is under way any more, or by the first error of its ledger. Confined to the planning thread.
 */
final class Session {

    private static final Duration BETWEEN_CHORES = Duration.ofSeconds(1);

    private final int task;
    private final Ledger ledger;
    private final HeldPages held;
    private final Timekeeper time;
    private final FlowListener listener;
    private final Sinks.Empty<Void> end = Sinks.empty();
    private boolean hasCommitted;
    private int underWay;
    private boolean isStopping;
    private boolean isOver;

    Session(int task, Ledger ledger, HeldPages held, Timekeeper time, FlowListener listener) {
        this.task = task;
        this.ledger = ledger;
        this.held = held;
        this.time = time;
        this.listener = listener;
    }

    /** A stream's reader, and the session it belongs to. */
    record Reading(Session session, StreamReader reader) {}

    /** A ticket was taken: its request will be sent, and its page committed. */
    void begin() {
        underWay++;
    }

    /** The ticket's page is committed, or has led to nothing. */
    void settle() {
        underWay--;
        endIfIdle();
    }

    /** Makes a page durable and tells its reader. */
    Mono<Void> commit(StreamReader reader, Page page) {
        long offered = time.nanos();
        return ledger.commit(page)
                .publishOn(time.planning())
                .doOnNext(committed -> {
                    hasCommitted = true;
                    held.release(page.request());
                    reader.committed(committed.posting());
                    listener.committed(task, committed, Duration.ofNanos(time.nanos() - offered));
                })
                .then();
    }

    /** Makes durable what an answer may have cost that led to nothing; if it cannot, the next session shall. */
    Mono<Void> suspect(DayBill charge) {
        if (isOver) {
            held.owe(charge);
            return Mono.empty();
        }
        return store(charge);
    }

    /** In doubt it is stored twice. */
    private Mono<Void> store(DayBill charge) {
        return ledger.suspect(charge)
                .publishOn(time.planning())
                .doOnCancel(() -> held.owe(charge))
                .onErrorResume(error -> {
                    held.owe(charge);
                    return failed(error);
                });
    }

    /** Stores what earlier sessions could not. */
    private Mono<Void> storeOwed() {
        return Flux.<DayBill>generate(sink -> {
                    @Nullable DayBill charge = isOver ? null : held.nextOwed();
                    if (charge == null) {
                        sink.complete();
                    } else {
                        sink.next(charge);
                    }
                })
                .concatMap(this::store, 0)
                .then();
    }

    /**
     * What there is to do beside the pages: stores what earlier sessions could not, and publishes dead letters whenever
     * somebody asks for them. Ends only with the session.
     */
    Mono<Void> chores(RecordAgain again) {
        return Mono.defer(() -> storeOwed().then(ledger.replay(again)))
                .publishOn(time.planning())
                .flatMap(this::replayed)
                .repeat()
                .then()
                .doOnError(this::lose);
    }

    private Mono<Void> replayed(Replayed replayed) {
        if (replayed.isNone()) {
            return time.pause(BETWEEN_CHORES).then();
        }
        listener.replayed(task, replayed);
        return Mono.empty(); // there may be more
    }

    /** The ledger has failed: the session is over. */
    Mono<Void> failed(Throwable error) {
        lose(error);
        return Mono.empty();
    }

    void lose(Throwable error) {
        isOver = true;
        end.tryEmitError(error);
    }

    /** No page is offered any more; what is under way is still committed. */
    void stop() {
        isStopping = true;
        endIfIdle();
    }

    private void endIfIdle() {
        if (isStopping && underWay == 0) {
            isOver = true;
            end.tryEmitEmpty();
        }
    }

    Mono<Void> end() {
        return end.asMono();
    }

    boolean isOver() {
        return isOver;
    }

    /** Whether this session was of any use. */
    boolean hasCommitted() {
        return hasCommitted;
    }

    HeldPages held() {
        return held;
    }

    int task() {
        return task;
    }
}
