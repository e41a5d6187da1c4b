package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.plan.Share;
import io.cdrstream.sink.Tasks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The tasks that the group has given to this instance. Hears the group on its thread, one call at a time. */
final class OwnedTasks implements Tasks.Owner {

    private static final int MOST_TASKS = 10_000;

    /** For which all polling waits for bills; then whoever has not told its own must do without its part. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private final FlowParts parts;
    private final Map<CdrStream, Condition> conditions;
    private final Map<Integer, TaskFlow> owned = new ConcurrentHashMap<>();
    private final Map<Integer, HeldPages> held = new ConcurrentHashMap<>();
    private final Map<Integer, TaskFlow> closing = new ConcurrentHashMap<>();
    private final OwedCharges owed;
    private volatile boolean isStopping;
    private final Sinks.Many<Mono<Void>> work = Sinks.many().unicast().onBackpressureBuffer();

    /** @param conditions of all streams, also of those that other instances own */
    OwnedTasks(FlowParts parts, Map<CdrStream, Condition> conditions) {
        this.parts = parts;
        this.conditions = conditions;
        this.owed = new OwedCharges((charge, from, to) ->
                parts.pollers().forEach(poller -> poller.allowance().moved(charge, from, to)));
    }

    /** Runs what the group gives, each task until it is taken away; never completes by itself. */
    Flux<Void> work() {
        return work.asFlux().flatMap(Function.identity(), MOST_TASKS, 1);
    }

    /** Completes when what was under way is committed and all sessions are closed. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            isStopping = true;
            return Mono.fromRunnable(this::giveUpOthers)
                    .subscribeOn(parts.time().planning())
                    .thenMany(Flux.fromIterable(owned.values()).flatMap(TaskFlow::stop, MOST_TASKS, 1))
                    .then();
        });
    }

    boolean has(int task) {
        return owned.containsKey(task);
    }

    int size() {
        return owned.size();
    }

    /** Whether all of their streams have reached their ends. */
    boolean areFinished() {
        return owned.values().stream().allMatch(TaskFlow::isFinished);
    }

    @Override
    public void assigned(Set<Integer> numbers) {
        if (isStopping) {
            return; // the group will give them to somebody else in a moment
        }
        List<TaskFlow> flows = numbers.stream().map(this::flow).toList();
        flows.forEach(TaskFlow::holdCaps); // of all, before the first of them is open
        lookAtBills();
        flows.forEach(flow -> begin(flow.run()));
        begin(parts.time().pause(LONGEST_HOLD).doOnNext(over -> flows.forEach(TaskFlow::letCapsGo)));
        parts.time().planning().schedule(this::giveUpOthers);
        share();
    }

    /** Also if all tasks are ours: some have no streams any more, and some may not open, and both may have spent. */
    private void lookAtBills() {
        if (parts.pollers().stream().noneMatch(poller -> poller.allowance().hasCap())) {
            return;
        }
        LookAtBills look = new LookAtBills(parts);
        look.holdCaps();
        begin(look.atMost(LONGEST_HOLD));
    }

    private void begin(Mono<?> task) {
        work.tryEmitNext(task.then()).orThrow();
    }

    private TaskFlow flow(int number) {
        @Nullable TaskFlow earlier = closing.get(number);
        Mono<Void> after = earlier == null ? Mono.empty() : earlier.closed();
        TaskFlow flow = new TaskFlow(number, streamsOf(number), parts, held(number), after);
        owned.put(number, flow);
        return flow;
    }

    private HeldPages held(int number) {
        return held.computeIfAbsent(number, n -> new HeldPages(n, owed));
    }

    /** Pages of tasks that were taken away and have not come back are somebody else's to read. */
    private void giveUpOthers() {
        held.forEach((number, pages) -> {
            if (!owned.containsKey(number)) {
                pages.giveUp();
            }
        });
    }

    @Override
    public Mono<Void> revoked(Set<Integer> numbers) {
        return Flux.fromIterable(numbers)
                .flatMap(number -> end(number, TaskFlow::giveAway), MOST_TASKS, 1)
                .then(Mono.fromRunnable(this::share));
    }

    @Override
    public Mono<Void> lost(Set<Integer> numbers) {
        return Flux.fromIterable(numbers)
                .flatMap(number -> end(number, TaskFlow::abandon), MOST_TASKS, 1)
                .then(Mono.fromRunnable(this::share));
    }

    private Mono<Void> end(int number, Function<TaskFlow, Mono<Void>> how) {
        @Nullable TaskFlow flow = owned.remove(number);
        if (flow == null) {
            return Mono.empty();
        }
        closing.put(number, flow);
        Mono<Void> closed = how.apply(flow);
        parts.pollers().forEach(poller -> poller.allowance().forget(number)); // before it is closed, however long
        return closed;
    }

    private Map<CdrStream, Condition> streamsOf(int number) {
        Map<CdrStream, Condition> streams = new LinkedHashMap<>();
        conditions.forEach((stream, condition) -> {
            if (parts.tasks().of(stream.id()) == number) {
                streams.put(stream, condition);
            }
        });
        return streams;
    }

    private void share() {
        Share share = new Share(owned.keySet(), parts.tasks().count());
        parts.time().planning().schedule(() -> parts.pollers()
                .forEach(poller -> poller.allowance().share(share)));
    }
}
