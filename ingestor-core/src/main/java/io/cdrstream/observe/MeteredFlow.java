package io.cdrstream.observe;

import io.cdrstream.flow.FlowListener;
import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Posting;
import io.cdrstream.sink.Replayed;
import io.cdrstream.source.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The moments of the flow as meters. Every meter exists from the start with value zero, so that a rate over it is right
 * from the first event; none is looked up or created per record. Only the names of {@link DriftMeters} and the places
 * of {@link ChargeMeters} nobody knows before.
 *
 * <p>Names and labels are public API: {@code docs/metrics.md} lists them, and a test compares. No label holds a secret
 * or a phone number: filters are labelled as {@link StreamId#filterText()} digests them (I6).
 */
public final class MeteredFlow implements FlowListener {

    private final MeterRegistry registry;
    private final Duration interval;
    private final Map<String, CredentialMeters> credentials = new ConcurrentHashMap<>();
    private final Map<StreamId, StreamMeters> streams = new ConcurrentHashMap<>();
    private final Map<Integer, TaskMeters> tasks = new ConcurrentHashMap<>();
    private final StateGauges states;
    private final DriftMeters drift;
    private final ChargeMeters charges;
    private final Map<String, PassMeters> passes = new ConcurrentHashMap<>();
    private final Map<String, ArrivalMeters> arrivals = new ConcurrentHashMap<>();

    public MeteredFlow(MeterRegistry registry, IngestorSettings settings) {
        this.registry = registry;
        this.interval = settings.interval();
        this.states = new StateGauges(registry, settings.memoryBytes());
        this.drift = new DriftMeters(registry);
        this.charges = new ChargeMeters(registry);
        settings.credentials().forEach(c -> credentials.put(c.key(), new CredentialMeters(registry, c, states)));
        settings.streams().forEach(s -> {
            streams.put(s.id(), new StreamMeters(registry, s.id(), s.credential()));
            states.watch(s);
            passes(s.id()).watch(s);
            arrivals(s.id()).watch(s);
        });
    }

    /** From now on gauges read this. */
    public void read(Readings readings) {
        states.read(readings);
    }

    @Override
    public void answered(PageRequest request, Answer answer, Duration took) {
        of(request.stream().credential(), c -> c.answered(Turn.of(request), answer, took));
        if (answer instanceof Answer.Got got) {
            CdrStream stream = request.stream();
            @Nullable CredentialMeters payer = credentials.get(stream.credential());
            passes(stream.id())
                    .billed(request.passName(), got.page().billedRecords(), payer == null ? null : payer.credential());
        }
    }

    @Override
    public void committed(int task, Committed committed, Duration took) {
        task(task).committed(took);
        CdrStream stream = committed.page().request().stream();
        stream(stream.id(), stream.credential()).committed(committed);
        drift.committed(stream.id().product(), committed.drift());
        charges.committed(stream.id(), committed.charges());
        Posting posting = committed.posting();
        passes(stream.id()).published(Surprise.count(posting, Change.NEW) + Surprise.count(posting, Change.LATE));
        arrivals(stream.id()).committed(posting);
        learned(committed.delay());
    }

    @Override
    public void restored(int task, List<ArrivalDelay> delays) {
        delays.forEach(this::learned);
    }

    private void learned(@Nullable ArrivalDelay delay) {
        @Nullable ArrivalMeters meters = delay == null ? null : arrivals.get(delay.source());
        if (delay != null && meters != null) {
            meters.learned(delay);
        }
    }

    @Override
    public void replayed(int task, Replayed replayed) {
        task(task).replayed(replayed);
    }

    @Override
    public void billed(String credential, StreamId stream, int records, LocalDate day, long today) {
        of(credential, c -> c.billed(records, day, today));
        stream(stream, credential).billed(records);
    }

    @Override
    public void spent(String credential, LocalDate day, long today) {
        of(credential, c -> c.spent(day, today));
    }

    @Override
    public void parked(StreamId stream, Answer.Refusal refusal, String sentence, Duration pause) {
        states.parked(stream, refusal);
    }

    @Override
    public void resumed(StreamId stream) {
        states.resumed(stream);
    }

    @Override
    public void capped(String credential, long records, LocalDate day) {
        of(credential, c -> c.capped(true));
    }

    @Override
    public void uncapped(String credential) {
        of(credential, c -> c.capped(false));
    }

    @Override
    public void capLeftToOthers(String credential) {
        of(credential, c -> c.capped(false));
    }

    @Override
    public void throttled(String credential, Duration pause, double requestsPerSecond) {
        of(credential, c -> c.slowed(requestsPerSecond));
    }

    @Override
    public void sessionOpened(int task, int streams, Duration took) {
        task(task).opened();
    }

    @Override
    public void sessionLost(int task, String sentence, Duration pause) {
        task(task).lost();
    }

    @Override
    public void clockOffset(String credential, Duration offset) {
        of(credential, c -> c.clockOffset(offset));
    }

    private void of(String credential, Consumer<CredentialMeters> moment) {
        @Nullable CredentialMeters meters = credentials.get(credential);
        if (meters != null) {
            moment.accept(meters);
        }
    }

    private PassMeters passes(StreamId id) {
        return passes.computeIfAbsent(id.source(), source -> new PassMeters(registry, id, interval));
    }

    private ArrivalMeters arrivals(StreamId id) {
        return arrivals.computeIfAbsent(id.source(), source -> new ArrivalMeters(registry, id));
    }

    private StreamMeters stream(StreamId id, String credential) {
        return streams.computeIfAbsent(id, i -> new StreamMeters(registry, i, credential));
    }

    private TaskMeters task(int task) {
        return tasks.computeIfAbsent(task, t -> new TaskMeters(registry, t));
    }
}
