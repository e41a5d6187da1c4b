package io.cdrstream.observe;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.model.StreamStatus.State;
import io.cdrstream.source.Answer.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the present state. They read one snapshot per scrape, not one per gauge: with thousands of streams asking
 * the flow for each would be quadratic.
 */
final class StateGauges {

    private static final long SNAPSHOT_MILLIS = 500;

    private final MeterRegistry registry;
    private final Map<StreamId, Refusal> refusals = new ConcurrentHashMap<>();
    private volatile Readings readings = Readings.NONE;
    private volatile Snapshot snapshot = new Snapshot(Long.MIN_VALUE, Map.of());

    StateGauges(MeterRegistry registry, long memoryBytes) {
        this.registry = registry;
        for (State state : State.values()) {
            Gauge.builder("cdrstream.streams", () -> count(state))
                    .description("Streams by what they are doing.")
                    .tag("state", text(state))
                    .register(registry);
        }
        for (Refusal refusal : Refusal.values()) {
            Gauge.builder("cdrstream.parked.streams", () -> countParked(refusal))
                    .description("Streams that the API refuses and that are probed again, by reason.")
                    .tag("reason", text(refusal))
                    .register(registry);
        }
        Gauge.builder("cdrstream.memory.reserved.bytes", () -> readings.memoryReserved())
                .description("Pages between their first byte and their commit.")
                .register(registry);
        Gauge.builder("cdrstream.memory.budget.bytes", () -> memoryBytes)
                .description("The budget for those pages.")
                .register(registry);
    }

    void read(Readings source) {
        readings = source;
    }

    void watch(CdrStream stream) {
        StreamId id = stream.id();
        gauge(
                id,
                "cdrstream.watermark.age.seconds",
                "Now minus the watermark: how old the newest complete data is. NaN while not read here.",
                () -> age(id, StreamStatus::watermark));
        gauge(
                id,
                "cdrstream.sealed.age.seconds",
                "Now minus the time before which no more is planned. NaN while not read here.",
                () -> age(id, StreamStatus::sealed));
        gauge(
                id,
                "cdrstream.horizon.seconds",
                "The age at which the plan of passes is through: sealed should be little older.",
                () -> stream.plan().horizon().toSeconds());
        gauge(
                id,
                "cdrstream.follow.ups.waiting",
                "CDRs in a state that is not final, to be asked for again by id. NaN while not read here.",
                () -> waiting(id));
    }

    private void gauge(StreamId id, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tags(StreamMeters.tags(id))
                .tag("filters", id.filterText())
                .register(registry);
    }

    void parked(StreamId stream, Refusal refusal) {
        refusals.put(stream, refusal);
    }

    void resumed(StreamId stream) {
        refusals.remove(stream);
    }

    int inFlight(String credential) {
        return readings.inFlight(credential);
    }

    double requestsPerSecond(String credential, double known) {
        double now = readings.requestsPerSecond(credential);
        return Double.isNaN(now) ? known : now;
    }

    private double age(StreamId id, Function<StreamStatus, @Nullable Instant> time) {
        @Nullable StreamStatus status = now().get(id);
        @Nullable Instant reached = status == null ? null : time.apply(status);
        if (status == null || reached == null || status.state() == State.FINISHED) {
            return Double.NaN;
        }
        return (registry.config().clock().wallTime() - reached.toEpochMilli()) / 1000.0;
    }

    private double waiting(StreamId id) {
        @Nullable StreamStatus status = now().get(id);
        return status == null || status.reached() == null
                ? Double.NaN
                : status.reached().waiting();
    }

    private long count(State state) {
        return now().values().stream().filter(s -> s.state() == state).count();
    }

    private long countParked(Refusal refusal) {
        return now().values().stream()
                .filter(s -> s.state() == State.PARKED && refusals.get(s.id()) == refusal)
                .count();
    }

    private Map<StreamId, StreamStatus> now() {
        long time = registry.config().clock().wallTime();
        Snapshot known = snapshot;
        if (time < known.time || time >= known.time + SNAPSHOT_MILLIS) {
            known = new Snapshot(
                    time,
                    readings.streams().stream()
                            .collect(Collectors.toMap(StreamStatus::id, Function.identity(), (a, b) -> b)));
            snapshot = known;
        }
        return known.streams;
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private record Snapshot(long time, Map<StreamId, StreamStatus> streams) {}
}
