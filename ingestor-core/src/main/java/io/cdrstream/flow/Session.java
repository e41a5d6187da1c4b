package io.cdrstream.flow;

import io.cdrstream.model.Page;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.Replayed;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Duration;
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

    /** Something is under way, such as a ticket: its request will be sent, and its page committed. */
    void begin() {
        underWay++;
    }

    /** It is committed, or has led to nothing. */
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
                    held.release(page);
                    reader.committed(committed.posting());
                    listener.committed(task, committed, Duration.ofNanos(time.nanos() - offered));
                })
                .then();
    }

    /** Makes durable what an answer has cost that led to nothing; if it cannot, the next session shall. */
    Mono<Void> charge(DayBill charge) {
        if (isOver) {
            held.owed().add(task, charge);
            return Mono.empty();
        }
        return held.owed()
                .store(task, charge, ledger)
                .publishOn(time.planning())
                .onErrorResume(this::failed);
    }

    /** Makes durable what earlier sessions could not, if this one may still. */
    private Mono<Void> chargeOwed() {
        return Mono.defer(() -> {
                    begin();
                    return isOver ? Mono.<Void>empty() : held.owed().storeAll(task, ledger);
                })
                .publishOn(time.planning())
                .onErrorResume(this::failed)
                .doFinally(signal -> settle());
    }

    /**
     * What there is to do beside the pages: stores the charges that earlier sessions could not, and publishes dead
     * letters whenever somebody asks for them. Ends only with the session.
     */
    Mono<Void> chores(RecordAgain again) {
        return Mono.defer(() -> chargeOwed().then(ledger.replay(again)))
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

    /** No page is offered any more; what is under way is still committed, and what is owed stored. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            isStopping = true;
            return chargeOwed(); // as it settles, the session ends, unless pages are under way
        });
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
