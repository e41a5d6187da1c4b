package io.cdrstream.sink.kafka;

import io.cdrstream.event.EventEncoder;
import io.cdrstream.event.privacy.KeyedHash;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.kafka.StoredStreams.StoredTask;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Where a CDR is, from what Kafka holds: seen-set, events, dead letters. Fences nobody, writes nothing, asks no API.
 *
 * <p>The seen-set is asked first: it is small, and says in which time an event is to be looked for. What it has
 * forgotten is looked for in the events alone.
 *
 * <p>Blocks, for as long as reading takes. Kafka's own exceptions pass through.
 */
public final class CdrSearch {

    private static final int TRIES = 3;

    private final KafkaSettings settings;
    private final InstantSource clock;
    private final ScanWatcher watcher;

    public CdrSearch(KafkaSettings settings, InstantSource clock, ScanWatcher watcher) {
        this.settings = settings;
        this.clock = clock;
        this.watcher = watcher;
    }

    /**
     * What was found.
     *
     * @param traces one for each stream that it was looked for in
     * @param letters dead letters that bear its id
     */
    public record Found(List<CdrTrace> traces, List<DeadLetter> letters) {

        public Found {
            traces = List.copyOf(traces);
            letters = List.copyOf(letters);
        }
    }

    /**
     * Looks for it in some streams.
     *
     * @param id as in {@code ce_subject}
     * @param configured all streams
     * @param at a time not after its event's; null if nobody knows. Only to look where the seen-set has forgotten
     */
    public Found of(String id, List<CdrStream> configured, Predicate<StreamId> wanted, @Nullable Instant at)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(settings));
                EventSearch events = new EventSearch(settings, admin, watcher)) {
            List<CdrTrace> traces = new ArrayList<>();
            Set<String> subjects = new LinkedHashSet<>(Set.of(id));
            for (Sighted task : sighted(admin, id, configured, wanted)) {
                subjects.addAll(task.subjects(id));
                for (StoredStream stored : task.task.streams()) {
                    traces.add(trace(id, stored, task, events));
                }
            }
            if (traces.stream().noneMatch(CdrTrace::isKnown)) {
                lookInEvents(traces, subjects, at, events);
            }
            Predicate<String> isWanted = names(configured, wanted)::contains;
            List<DeadLetter> letters = new DeadLetters(settings)
                    .about(subjects).stream()
                            .filter(letter -> isWanted.test(letter.stream()))
                            .toList();
            return new Found(traces, letters);
        }
    }

    private static Set<String> names(List<CdrStream> configured, Predicate<StreamId> wanted) {
        Set<String> names = new HashSet<>();
        configured.stream().map(CdrStream::id).filter(wanted).forEach(stream -> names.add(stream.text()));
        return names;
    }

    /** A task and what its seen-set says. */
    private record Sighted(StoredTask task, Map<StreamId, Sighting> sightings) {

        /** Where a privacy rule holds, a made-up identity is published as a hash. */
        Set<String> subjects(String id) {
            @Nullable MetaRecord meta = task.meta();
            return meta != null && id.startsWith("~") && !id.startsWith(StreamEvents.HASHED)
                    ? Set.of(id, StreamEvents.subject(id, new KeyedHash(meta.fingerprintKey())))
                    : Set.of(id);
        }
    }

    private List<Sighted> sighted(Admin admin, String id, List<CdrStream> configured, Predicate<StreamId> wanted)
            throws ExecutionException, InterruptedException {
        StoredStreams checkpoints = new StoredStreams(settings, clock);
        for (int attempt = 1; ; attempt++) { // an instance that runs may merge chunks while they are looked for
            List<Sighted> all = new ArrayList<>();
            boolean isWhole = true;
            for (StoredTask task : checkpoints.tasks(admin, configured, wanted)) {
                @Nullable MetaRecord meta = task.meta();
                if (meta == null) {
                    all.add(new Sighted(task, Map.of()));
                } else {
                    SeenSearch search = new SeenSearch(task, meta, id, watcher);
                    all.add(new Sighted(task, search.run(admin)));
                    isWhole &= search.isWhole();
                }
            }
            if (isWhole || attempt == TRIES) {
                return all;
            }
        }
    }

    private static CdrTrace trace(String id, StoredStream stored, Sighted task, EventSearch events)
            throws ExecutionException, InterruptedException {
        @Nullable Sighting seen = task.sightings.get(stored.stream().id());
        List<EventPlace> places = seen == null
                ? List.of()
                : events.of(stored.stream(), task.subjects(id), seen.range().from());
        return new CdrTrace(stored, seen, waiting(id, stored, seen), places, !stored.isForgetful());
    }

    private static @Nullable FollowUp waiting(String id, StoredStream stored, @Nullable Sighting seen) {
        @Nullable Progress progress = stored.progress();
        if (progress == null || seen == null) {
            return null;
        }
        Slice range = seen.range();
        return progress.followUps().stream()
                .filter(batch -> batch.range().overlaps(range) && batch.ids().contains(id))
                .findFirst()
                .orElse(null);
    }

    /** Of streams that share a topic and a name for their events, the first stands for all. */
    private static void lookInEvents(
            List<CdrTrace> traces, Set<String> subjects, @Nullable Instant at, EventSearch events)
            throws ExecutionException, InterruptedException {
        boolean isHashed = subjects.stream().anyMatch(subject -> subject.startsWith(StreamEvents.HASHED));
        Set<String> done = new HashSet<>();
        for (int i = 0; i < traces.size(); i++) {
            CdrTrace trace = traces.get(i);
            CdrStream stream = trace.stored().stream();
            boolean mayBe = trace.stored().progress() != null && (isHashed || !trace.isRemembered());
            if (mayBe && done.add(stream.topic() + EventEncoder.source(stream.id()) + EventEncoder.type(stream.id()))) {
                List<EventPlace> places = events.of(stream, subjects, at == null ? Instant.EPOCH : at);
                traces.set(i, new CdrTrace(trace.stored(), null, null, places, trace.isRemembered()));
            }
        }
    }
}
