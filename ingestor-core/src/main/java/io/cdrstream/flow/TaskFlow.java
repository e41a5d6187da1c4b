package io.cdrstream.flow;

import io.cdrstream.flow.Session.Reading;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.plan.Backoff;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One task from the moment the group gives it to us until it takes it away: session after session. What a start does is
 * what recovery does: fence, restore, read (I2, I7).
 */
final class TaskFlow {

    private final int task;
    private final Map<CdrStream, Condition> streams;
    private final FlowParts parts;
    private final Mono<Void> after;
    private final HeldPages held;
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile boolean isStopping;
    private volatile boolean isGivenAway;
    private int failures;
    private @Nullable Session session;

    /**
     * @param held pages of this task that an earlier flow could not commit, if there was one
     * @param after completes when that flow is closed
     */
    TaskFlow(int task, Map<CdrStream, Condition> streams, FlowParts parts, HeldPages held, Mono<Void> after) {
        this.held = held;
        this.after = after;
        this.task = task;
        this.streams = streams;
        this.parts = parts;
    }

    /** Reads until stopped. Completes when its last session is closed; never fails. */
    Mono<Void> run() {
        return after.then(Mono.defer(this::sessions)).doFinally(signal -> close());
    }

    /** Nothing is paid for with any credential until the bills of this task are known. */
    void holdCaps() {
        parts.holdCaps(this);
    }

    /** They are, or others have waited for long enough. */
    void letCapsGo() {
        parts.letCapsGo(this);
    }

    private Mono<Void> sessions() {
        if (streams.isEmpty()) { // nothing to read and nothing billed: it only brings its part of the budget
            restoreBills(List.of());
            return stopping.asMono();
        }
        return Mono.defer(() -> isStopping ? Mono.empty() : session())
                .onErrorResume(this::pause)
                .repeat(() -> !isStopping)
                .then();
    }

    private Mono<Void> session() {
        phase(State.RESTORING);
        long started = parts.time().nanos();
        Ledger ledger = parts.ledgers()
                .session(task, List.copyOf(streams.keySet()), parts.time().apiTime());
        Session opening = new Session(task, ledger, held, parts.time(), parts.listener());
        return ledger.open()
                .takeUntilOther(stopping.asMono()) // safe because a session that is opening has nothing to lose
                .publishOn(parts.time().planning())
                .flatMap(restored -> read(opening, restored, started))
                .onErrorResume(error -> leave(opening, ledger).then(Mono.error(error)))
                .then(Mono.defer(() -> leave(opening, ledger)));
    }

    private Mono<Void> read(Session opened, Restored restored, long started) {
        if (isStopping) {
            return Mono.empty();
        }
        session = opened;
        restoreBills(restored.billed());
        Map<StreamId, StreamReader> readers = readers(restored);
        held.leave(
                request -> {
                    @Nullable StreamReader reader = readers.get(request.stream().id());
                    return reader == null ? null : reader.due(request);
                },
                request -> request.pass() == 0
                        && restored.of(request.stream().id()).knowsNothingOf(request.slice()));
        Map<String, List<Reading>> byCredential = new LinkedHashMap<>();
        readers.values().forEach(reader -> byCredential
                .computeIfAbsent(reader.stream().credential(), key -> new ArrayList<>())
                .add(new Reading(opened, reader)));
        byCredential.forEach((credential, readings) ->
                parts.poller(credential).orElseThrow().agenda().add(readings));
        streams.values().forEach(Condition::reopened);
        phase(State.READING);
        parts.listener().restored(task, restored.delays());
        parts.listener()
                .sessionOpened(
                        task, readers.size(), Duration.ofNanos(parts.time().nanos() - started));
        return Mono.firstWithSignal(opened.end(), opened.chores(parts.again()));
    }

    private void restoreBills(List<DayBill> bills) {
        if (!isGivenAway) {
            parts.pollers().forEach(poller -> poller.allowance()
                    .restore(task, parts.tasks().count(), bills));
        }
        letCapsGo();
    }

    private Map<StreamId, StreamReader> readers(Restored restored) {
        Map<StreamId, StreamReader> readers = new LinkedHashMap<>();
        streams.forEach((stream, condition) -> {
            Progress progress = restored.of(stream.id());
            condition.ends(progress.bounded(stream).end());
            readers.put(
                    stream.id(),
                    new StreamReader(
                            stream,
                            progress,
                            held.first(stream.id()),
                            parts.interval(),
                            condition,
                            parts.time().nanos(),
                            parts.listener()));
        });
        return readers;
    }

    private Mono<Void> leave(Session ended, Ledger ledger) {
        return Mono.fromRunnable(
                        () -> parts.pollers().forEach(poller -> poller.agenda().remove(ended)))
                .subscribeOn(parts.time().planning())
                .then(ledger.close());
    }

    /**
     * Kafka ended the session. A fenced one asks the group first: fencing a rightful successor would never end. A
     * broken one does not end the process: its other tasks go on, and what is mended from outside is noticed without a
     * restart.
     */
    private Mono<Void> pause(Throwable error) {
        failures = session != null && session.hasCommitted() ? 1 : failures + 1;
        session = null;
        Meaning meaning = error instanceof SessionLost lost ? lost.meaning() : Meaning.BROKEN;
        if (meaning != Meaning.RETRY) {
            letCapsGo(); // it is not ours, or somebody has to mend it first
        }
        String sentence = error instanceof SessionLost ? String.valueOf(error.getMessage()) : error.toString();
        streams.values().forEach(condition -> condition.retrying(sentence));
        Duration pause = meaning == Meaning.BROKEN
                ? Backoff.SESSION.longest()
                : Backoff.SESSION.pause(failures, ThreadLocalRandom.current().nextDouble());
        if (meaning == Meaning.BROKEN) {
            parts.listener().sessionBroken(task, sentence, pause);
        } else {
            parts.listener().sessionLost(task, sentence, pause);
        }
        return parts.time()
                .pause(pause)
                .then(meaning == Meaning.FENCED ? ours() : Mono.<Void>empty())
                .takeUntilOther(stopping.asMono());
    }

    private Mono<Void> ours() {
        return parts.tasks()
                .isOurs(task)
                .filter(isOurs -> isOurs)
                .repeatWhenEmpty(empty -> empty.concatMap(n -> parts.time().pause(Backoff.SESSION.pause(3, 0)), 1))
                .then();
    }

    /** Stops between pages; completes when what was under way is committed and the session closed. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
                    isStopping = true;
                    stopping.tryEmitEmpty();
                    @Nullable Session current = session;
                    if (current == null) {
                        return Mono.empty();
                    }
                    parts.pollers().forEach(poller -> poller.agenda().remove(current));
                    return current.stop();
                })
                .subscribeOn(parts.time().planning())
                .then(closed.asMono());
    }

    /** The same, because the group takes the task away: from now on its part of the cap is no longer ours. */
    Mono<Void> giveAway() {
        isGivenAway = true;
        return stop();
    }

    /** The task belongs to somebody else already: nothing can be committed any more. */
    Mono<Void> abandon() {
        isGivenAway = true;
        return Mono.fromRunnable(() -> {
                    isStopping = true;
                    stopping.tryEmitEmpty();
                    if (session != null) {
                        session.lose(new SessionLost(Meaning.FENCED, "the group has taken the task away", null));
                    }
                })
                .subscribeOn(parts.time().planning())
                .then(closed.asMono());
    }

    Mono<Void> closed() {
        return closed.asMono();
    }

    boolean isFinished() {
        return streams.values().stream().allMatch(Condition::isFinished);
    }

    private void close() {
        if (isGivenAway) { // once more: it may have been restored meanwhile
            parts.pollers().forEach(poller -> poller.allowance().forget(task));
        }
        letCapsGo();
        phase(State.ELSEWHERE);
        parts.listener().taskClosed(task, isGivenAway);
        closed.tryEmitEmpty();
    }

    private void phase(State phase) {
        streams.values().forEach(condition -> condition.phase(phase));
    }
}
