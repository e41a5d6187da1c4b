package io.cdrstream.flow;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.sink.Tasks;
import io.cdrstream.source.Answer;
import io.cdrstream.source.MemoryBudget;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The ingestor of one process: reads the streams of the tasks that the group gives it, under the budgets of its
 * credentials.
 *
 * <pre>
 *   group ──▶ TaskFlow: fence, restore ──▶ readings ──▶ Poller of each credential ──▶ events, progress
 * </pre>
 *
 * <p>Nothing happens before {@link #run} is subscribed to, which may be done once.
 */
public final class Ingestor {

    private static final Duration LOOK_FOR_END = Duration.ofMillis(500);

    /** 20 s: twice as long as a dead member keeps its tasks. */
    private static final int LOOKS_AMONG_OTHERS = 40;

    private final IngestorSettings settings;
    private final Map<String, ReportsSource> sources;
    private final Tasks tasks;
    private final Timekeeper time;
    private final MemoryBudget memory;
    private final FlowParts parts;
    private final Map<CdrStream, Condition> conditions = new LinkedHashMap<>();
    private final OwnedTasks owned;
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private volatile int leftToOthers;

    /** @param sources by the key of their credential */
    public Ingestor(
            IngestorSettings settings,
            Map<String, ReportsSource> sources,
            Ledgers ledgers,
            Tasks tasks,
            Timekeeper time,
            FlowListener listener) {
        this.settings = settings;
        this.sources = Map.copyOf(sources);
        this.tasks = tasks;
        this.time = time;
        time.clock().onMove(listener::clockMoved);
        this.memory = new MemoryBudget(settings.memoryBytes());
        Map<String, Poller> pollers = settings.credentials().stream()
                .collect(Collectors.toMap(Credential::key, credential -> poller(credential, listener)));
        this.parts = new FlowParts(pollers, ledgers, tasks, this::again, settings.interval(), time, listener);
        settings.streams().forEach(stream -> conditions.put(stream, new Condition(stream, tasks.of(stream.id()))));
        this.owned = new OwnedTasks(parts, conditions);
    }

    private Poller poller(Credential credential, FlowListener listener) {
        Allowance allowance = new Allowance(credential, time, listener);
        Agenda agenda = new Agenda(new PollOrder(credential.inFlight()), allowance, memory, time);
        return new Poller(credential, source(credential.key()), allowance, agenda, time, listener);
    }

    private ReportsSource source(String credential) {
        ReportsSource source = sources.get(credential);
        if (source == null) {
            throw new IllegalArgumentException("no source for credential " + credential);
        }
        return source;
    }

    private Page again(PageRequest request, byte[] record, Instant at) {
        return source(request.stream().credential()).again(request, record, at);
    }

    /** Reads until stopped, or until every stream of ours has reached its end. */
    public Mono<Void> run() {
        Greeting greeting = new Greeting(sources, time, parts.listener());
        return greeting.untilTimeIsKnown(settings.credentials())
                .thenMany(Flux.merge(
                        Flux.fromIterable(parts.pollers())
                                .flatMap(
                                        Poller::poll,
                                        Math.max(1, parts.pollers().size()),
                                        1),
                        owned.work(),
                        tasks.join(owned)))
                .takeUntilOther(Mono.firstWithSignal(stopped.asMono(), finished()))
                .then();
    }

    /** Stops between pages, commits what is in flight, closes all sessions; then {@link #run} completes. */
    public Mono<Void> stop() {
        return owned.stop().doFinally(signal -> stopped.tryEmitEmpty());
    }

    /** Every configured stream, also those that another instance owns. */
    public List<StreamStatus> streams() {
        Instant now = time.apiTime();
        return conditions.entrySet().stream()
                .map(e -> status(e.getKey(), e.getValue(), now))
                .toList();
    }

    /**
     * Asks for one page of a free product, beside the streams and at the pace that they share; nothing is committed.
     * Fails where the stream's credential is not configured.
     */
    public Mono<Answer> errand(PageRequest request) {
        String credential = request.stream().credential();
        Allowance allowance = parts.poller(credential).orElseThrow().allowance();
        return new Errand(source(credential), allowance, memory, time).answer(request);
    }

    /** Whether the group has given this instance the task; of all instances at most one at a time, as a rule. */
    public boolean owns(int task) {
        return owned.has(task);
    }

    /** Of a run that has come to its end by itself: how many streams were read, or are still, by other instances. */
    public int leftToOthers() {
        return leftToOthers;
    }

    /** The API's time, as far as it is known. */
    public Instant apiTime() {
        return time.apiTime();
    }

    public MemoryBudget memory() {
        return memory;
    }

    /** Places taken by pages of a credential that are requested and not yet committed. */
    public int inFlight(String credential) {
        return parts.poller(credential)
                .map(poller -> poller.allowance().inFlight())
                .orElse(0);
    }

    /** The present pace of a credential in this instance. */
    public double requestsPerSecond(String credential) {
        return parts.poller(credential)
                .map(poller -> poller.allowance().requestsPerSecond())
                .orElse(0.0);
    }

    private StreamStatus status(CdrStream stream, Condition condition, Instant now) {
        Instant due = now.minus(stream.settle())
                .minus(settings.interval().multipliedBy(2))
                .minusSeconds(1);
        boolean isCapped =
                parts.poller(stream.credential()).orElseThrow().allowance().isCapped();
        return condition.status(due, isCapped);
    }

    /**
     * What is ours has reached its end. Where other instances own the rest, it must stay so for a while: the tasks of
     * one that died come to us only when the group has noticed.
     */
    private Mono<Long> finished() {
        AtomicInteger inARow = new AtomicInteger();
        return Flux.interval(LOOK_FOR_END, time.planning())
                .onBackpressureDrop()
                .filter(tick -> inARow.updateAndGet(n -> isFinished() ? n + 1 : 0) >= looksUntilEnd())
                .next()
                .doOnNext(tick -> leftToOthers = elsewhere())
                .flatMap(tick -> stop().thenReturn(tick));
    }

    private boolean isFinished() {
        return owned.areFinished() && conditions.values().stream().anyMatch(Condition::isFinished);
    }

    private int elsewhere() {
        return (int) conditions.keySet().stream()
                .filter(stream -> !owns(tasks.of(stream.id())))
                .count();
    }

    private int looksUntilEnd() {
        return owned.size() == tasks.count() ? 1 : LOOKS_AMONG_OTHERS;
    }
}
