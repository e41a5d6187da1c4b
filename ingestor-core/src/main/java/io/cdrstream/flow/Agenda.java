package io.cdrstream.flow;

import io.cdrstream.flow.PollOrder.Turn;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.MemoryBudget.Lease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/**
 * What a credential asks for, as a stream of turns that follows demand: a turn is planned at the moment it can be
 * taken, and only if allowance and memory permit, so nothing is ever planned ahead and waits. Confined to the planning
 * thread, but for {@link #lookAgain}.
 */
final class Agenda {

    /** How long what is due waits for memory, or for one of the streams to allow it, if no event comes first. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    /** The longest sleep: what the order does not foresee is at most so late. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final PollOrder order;
    private final Allowance allowance;
    private final MemoryBudget memory;
    private final Timekeeper time;
    private final Scheduler.Worker worker;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private long expectedBytes = 1 << 20;
    private @Nullable FluxSink<Ticket> sink;
    private Disposable alarm = () -> {};

    Agenda(PollOrder order, Allowance allowance, MemoryBudget memory, Timekeeper time) {
        this.order = order;
        this.allowance = allowance;
        this.memory = memory;
        this.time = time;
        this.worker = time.planning().createWorker();
    }

    /** A turn with the place it takes; null if its page is here already and has one. */
    record Ticket(Turn turn, @Nullable Place place) {}

    Flux<Ticket> tickets() {
        return Flux.create(this::serve, FluxSink.OverflowStrategy.ERROR);
    }

    private void serve(FluxSink<Ticket> sink) {
        worker.schedule(() -> this.sink = sink);
        sink.onDispose(worker);
        sink.onRequest(n -> lookAgain());
    }

    void add(List<Session.Reading> readings) {
        order.add(readings);
        hand();
    }

    void remove(Session session) {
        order.remove(session);
    }

    /**
     * Something has changed: a place is free, a page has arrived. Once for all that has changed until then; may be
     * called from anywhere.
     */
    void lookAgain() {
        if (!isAsked.getAndSet(true)) {
            time.planning().schedule(this::hand);
        }
    }

    /** Pages have about the size of the largest recent ones. */
    void arrived(int bytes) {
        expectedBytes = Math.max(bytes + bytes / 4, expectedBytes - expectedBytes / 64);
    }

    private void hand() {
        if (worker.isDisposed()) {
            return; // polling was cancelled; what is still under way settles without it
        }
        isAsked.set(false);
        alarm.dispose();
        FluxSink<Ticket> taker = sink;
        try {
            hand(taker);
            alarm = worker.schedule(this::hand, sleep(), TimeUnit.NANOSECONDS);
        } catch (Throwable e) {
            if (taker == null) {
                throw e;
            }
            taker.error(e); // ends the run: a scheduler would say it to itself, and nothing would be asked for again
        }
    }

    private void hand(@Nullable FluxSink<Ticket> taker) {
        Ticket ticket = next(taker);
        while (taker != null && ticket != null) {
            taker.next(ticket);
            ticket = next(taker);
        }
    }

    /** Until the pace allows a request and there may be one to make; then it is looked again. */
    private long sleep() {
        long longest = LONGEST.toNanos() / time.clock().speed(); // of the API's time
        long due = Math.min(longest, order.untilDue(time.apiTime(), time.nanos()));
        long sleep = Math.max(due, allowance.untilNext().toNanos());
        return sleep == 0 ? LOOK_AGAIN.toNanos() : sleep;
    }

    private @Nullable Ticket next(@Nullable FluxSink<Ticket> taker) {
        if (taker == null || taker.requestedFromDownstream() == 0) {
            return null;
        }
        Turn held = order.held(time.nanos());
        if (held != null) {
            return new Ticket(held, null); // paid for and in memory: neither pace nor cap stands in its way
        }
        Lease lease = allowance.allows() ? memory.tryLease(expectedBytes) : null;
        return lease == null ? null : ticket(lease);
    }

    private @Nullable Ticket ticket(Lease lease) {
        Turn turn = order.next(time.apiTime(), time.nanos(), allowance.allowsLater());
        if (turn == null) {
            lease.close();
            return null;
        }
        return new Ticket(turn, new Place(lease, allowance.send(), allowance::settled));
    }
}
