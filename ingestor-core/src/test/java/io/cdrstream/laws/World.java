package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.flow.Ingestor;
import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.flow.Timekeeper;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Direction;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.sink.Tasks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * An ingestor in virtual time between an API with a history and a log, killed and started again at will. Everything
 * follows from the seed.
 */
final class World {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant END = START.plus(Duration.ofHours(3));
    private static final Instant NOW = END.plus(Duration.ofDays(2));
    private static final int TASKS = 2;

    /** How two tasks can be shared by two. */
    static final List<Set<Integer>> ONE_EACH = List.of(Set.of(0), Set.of(1));

    private static final List<Set<Integer>> ALL_AND_NONE = List.of(Set.of(0, 1), Set.of());

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final Map<StreamId, History> histories = new LinkedHashMap<>();
    final HistoryApi api;
    final MemoryLog log;
    final Group group = new Group();
    private final Instant origin;
    List<CdrStream> streams;
    private Disposable running = () -> {};
    /** In records a day. */
    int cap = 1_000_000_000;

    Duration interval = Duration.ofSeconds(10);
    double requestsPerSecond = 50;
    /** How often it is looked whether all streams have ended. */
    Duration step = Duration.ofMillis(100);

    boolean isFinished;
    int kills;
    private int reading;

    /** Streams that have ended before anybody reads them. */
    World(long seed, int streams, int records, double faults, double losses) {
        this(new Random(seed), streams, records, faults, losses);
    }

    private World(Random random, int streams, int records, double faults, double losses) {
        this(random, NOW, ended(random, streams, records), faults, losses);
    }

    /** @param origin when virtual time begins */
    World(Random random, Instant origin, Map<CdrStream, History> streams, double faults, double losses) {
        this.origin = origin;
        this.streams = List.copyOf(streams.keySet());
        streams.forEach((stream, history) -> histories.put(stream.id(), history));
        this.api = new HistoryApi(histories, random, time, this::now, faults);
        this.log = new MemoryLog(random, time, losses);
        this.log.whenOpened = api.inFlight::forget;
    }

    private static Map<CdrStream, History> ended(Random random, int streams, int records) {
        Map<CdrStream, History> ended = new LinkedHashMap<>();
        IntStream.range(0, streams)
                .forEach(number -> ended.put(stream(number), History.random(random, START, END, records)));
        return ended;
    }

    private static CdrStream stream(int number) {
        return new CdrStream(
                StreamId.of("account" + number, "SMS", Direction.OUTBOUND),
                "key",
                ProductCatalogue.find("SMS"),
                Map.of(),
                "id",
                "cdr.sms",
                Duration.ofMinutes(1),
                START,
                END);
    }

    Instant now() {
        return origin.plusMillis(time.now(TimeUnit.MILLISECONDS));
    }

    void start() {
        running = join(group);
    }

    /** An instance more, which reads the tasks that the group gives to it. */
    Disposable join(Group group) {
        Credential credential = new Credential("key", requestsPerSecond, 12, BigDecimal.valueOf(cap), BigDecimal.ONE);
        IngestorSettings settings = new IngestorSettings(List.of(credential), streams, interval, 64L << 20, 1);
        Timekeeper keeper = new Timekeeper(time, this::nanos, new ApiClock(origin.plusNanos(nanos()), nanos(), 1));
        Ingestor ingestor = new Ingestor(settings, Map.of("key", api), log, group, keeper, new FlowListener() {});
        reading++;
        return ingestor.run().subscribe(nothing -> {}, error -> {}, () -> isFinished = --reading == 0);
    }

    static List<Set<Integer>> anyShares(Random random) {
        List<Set<Integer>> shares = new ArrayList<>(random.nextBoolean() ? ONE_EACH : ALL_AND_NONE);
        Collections.shuffle(shares, random);
        return shares;
    }

    /** Two members get these tasks. What they lose they close within two seconds. */
    void rebalance(List<Group> members, List<Set<Integer>> tasks) {
        AtomicInteger closed = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            members.get(i).keepOf(tasks.get(i)).subscribe(nothing -> {}, error -> {}, closed::incrementAndGet);
        }
        pass(Duration.ofSeconds(2));
        assertThat(closed).hasValue(2);
        for (int i = 0; i < 2; i++) {
            members.get(i).give(tasks.get(i));
        }
    }

    /** {@code kill -9}: no commit of this process can follow, and nobody in it learns of anything. */
    void kill() {
        kills++;
        reading = 0;
        log.kill();
        running.dispose();
    }

    void pass(Duration duration) {
        for (long left = duration.toMillis(); left > 0 && !isFinished; left -= step.toMillis()) {
            time.advanceTimeBy(Duration.ofMillis(Math.min(left, step.toMillis())));
        }
    }

    private long nanos() {
        return time.now(TimeUnit.NANOSECONDS);
    }

    /** A group of one; or of more, of which we are one. */
    static final class Group implements Tasks {

        Set<Integer> given = Set.of(0, 1);

        @Nullable
        Owner owner;

        @Override
        public int count() {
            return TASKS;
        }

        @Override
        public int of(StreamId stream) {
            return Math.floorMod(stream.source().hashCode(), TASKS);
        }

        @Override
        public Mono<Boolean> isOurs(int task) {
            return Mono.just(true);
        }

        @Override
        public boolean isInTouch() {
            return true;
        }

        @Override
        public Mono<Void> join(Owner owner) {
            this.owner = owner;
            return Mono.<Void>never().doOnSubscribe(s -> owner.assigned(given));
        }

        /** A rebalance begins: tasks that are not wanted any more are given away. Completes when they are closed. */
        Mono<Void> keepOf(Set<Integer> wanted) {
            Set<Integer> gone =
                    given.stream().filter(task -> !wanted.contains(task)).collect(Collectors.toSet());
            return Objects.requireNonNull(owner).revoked(gone);
        }

        /** It ends: every member hears of it, also one that gets nothing new. */
        void give(Set<Integer> wanted) {
            Set<Integer> fresh =
                    wanted.stream().filter(task -> !given.contains(task)).collect(Collectors.toSet());
            given = wanted;
            Objects.requireNonNull(owner).assigned(fresh);
        }
    }
}
