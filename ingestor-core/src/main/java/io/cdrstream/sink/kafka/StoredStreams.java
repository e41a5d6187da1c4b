package io.cdrstream.sink.kafka;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints say of streams, for somebody who only looks: fences nobody, writes nothing, asks no API. What a
 * running instance commits meanwhile may be missing, never a part of what it has committed before.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
public final class StoredStreams {

    private final KafkaSettings settings;
    private final InstantSource clock;

    public StoredStreams(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A task, as far as it was asked for.
     *
     * @param meta null if it has never run
     */
    record StoredTask(TaskScope scope, @Nullable MetaRecord meta, List<StoredStream> streams) {}

    /**
     * In the order of the configuration.
     *
     * @param configured all streams, since who is configured no longer may have an heir
     */
    public List<StoredStream> of(List<CdrStream> configured, Predicate<StreamId> wanted)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(settings))) {
            Map<StreamId, StoredStream> found = tasks(admin, configured, wanted).stream()
                    .flatMap(task -> task.streams().stream())
                    .collect(Collectors.toMap(stored -> stored.stream().id(), stored -> stored));
            return configured.stream()
                    .filter(stream -> found.containsKey(stream.id()))
                    .map(stream -> found.get(stream.id()))
                    .toList();
        }
    }

    /** Those that own some of the streams. */
    List<StoredTask> tasks(Admin admin, List<CdrStream> configured, Predicate<StreamId> wanted)
            throws ExecutionException, InterruptedException {
        int tasks = Letters.partitions(admin, settings.checkpoints()).size();
        Map<Integer, List<CdrStream>> owners = configured.stream()
                .collect(Collectors.groupingBy(
                        stream -> TaskOf.stream(stream.id(), tasks), TreeMap::new, Collectors.toList()));
        List<StoredTask> found = new ArrayList<>();
        for (Map.Entry<Integer, List<CdrStream>> owner : owners.entrySet()) {
            if (owner.getValue().stream().anyMatch(stream -> wanted.test(stream.id()))) {
                found.add(task(admin, owner.getKey(), owner.getValue(), wanted));
            }
        }
        return found;
    }

    private StoredTask task(Admin admin, int task, List<CdrStream> streams, Predicate<StreamId> wanted)
            throws ExecutionException, InterruptedException {
        TaskScope scope = new TaskScope(settings, task, streams, Framings.SINGLE_OBJECT, clock.instant(), clock);
        try (TaskReader reader = new TaskReader(scope, admin)) {
            Checkpoints stored = reader.checkpoints();
            Map<StreamId, StreamRecord> heirs = TaskOpening.heirs(stored, streams);
            List<StoredStream> found = streams.stream()
                    .filter(stream -> wanted.test(stream.id()))
                    .map(stream -> stream(stream, heirs.get(stream.id()), stored))
                    .toList();
            return new StoredTask(scope, stored.meta(), found);
        }
    }

    private static StoredStream stream(CdrStream stream, @Nullable StreamRecord sibling, Checkpoints stored) {
        String text = stream.id().text();
        @Nullable StreamRecord own = stored.stream(text);
        if (own != null) {
            return stored(stream, TaskOpening.stored(stream, own, stored.slices(text), stored), own.updated());
        }
        return sibling == null
                ? new StoredStream(stream, null, null)
                : stored(stream, Inheritance.of(stream, sibling, stored), sibling.updated());
    }

    private static StoredStream stored(CdrStream stream, Progress progress, Instant updated) {
        return new StoredStream(progress.bounded(stream), planned(stream, progress), updated);
    }

    /** Without those that today's plan does not ask for any more. */
    private static Progress planned(CdrStream stream, Progress all) {
        List<FollowUp> followUps = all.followUps().stream()
                .filter(batch -> batch.level() < stream.plan().followUps().size())
                .toList();
        return new Progress(all.stream(), all.reached(), all.slices(), all.chunks(), followUps, all.tallies());
    }
}
