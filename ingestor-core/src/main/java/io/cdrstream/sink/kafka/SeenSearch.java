package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Fingerprint;
import io.cdrstream.sink.Fingerprints;
import io.cdrstream.sink.kafka.StoredStreams.StoredTask;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks a record up in the seen-set of a task: reads all chunks of the index once, one at a time in memory. Of a record
 * that is in several, the chunk with the highest sequence is right.
 */
final class SeenSearch {

    private final StoredTask task;
    private final long id;
    private final ScanWatcher watcher;
    private final Map<String, Wanted> missing = new HashMap<>();
    private final Map<StreamId, Found> found = new HashMap<>();

    private record Wanted(StreamId stream, ChunkRef chunk) {}

    private record Found(long sequence, Sighting sighting) {}

    SeenSearch(StoredTask task, MetaRecord meta, String id, ScanWatcher watcher) {
        this.task = task;
        this.id = new Fingerprints(meta.fingerprintKey()).id(id);
        this.watcher = watcher;
        for (StoredStream stored : task.streams()) {
            @Nullable Progress progress = stored.progress();
            if (progress != null) {
                progress.chunks()
                        .forEach(chunk -> missing.put(
                                CheckpointKey.chunk(chunk.owner(), chunk.sequence()),
                                new Wanted(stored.stream().id(), chunk)));
            }
        }
    }

    /** By stream; empty if nobody has seen it. */
    Map<StreamId, Sighting> run(Admin admin) throws ExecutionException, InterruptedException {
        if (!missing.isEmpty()) {
            TopicPartition partition = task.scope().seen();
            long from = missing.values().stream()
                    .mapToLong(wanted -> wanted.chunk().floor())
                    .min()
                    .orElse(0);
            // asked for after the index was read, so the chunks of all that it names lie before it
            long end = PartitionReader.highWatermarks(admin, Set.of(partition)).getOrDefault(partition, 0L);
            try (PartitionReader reader =
                    new PartitionReader(ClientProperties.reader(task.scope().settings(), "explain-seen"))) {
                reader.read(partition, from, end, entry -> {
                    watcher.scanned(partition.topic(), entry.offset() - from, end - from);
                    look(entry);
                    return !missing.isEmpty();
                });
            }
        }
        Map<StreamId, Sighting> sightings = new HashMap<>();
        found.forEach((stream, last) -> sightings.put(stream, last.sighting));
        return sightings;
    }

    /** Chunks that were not there: merged by an instance that runs, since the index was read; or lost. */
    boolean isWhole() {
        return missing.isEmpty();
    }

    private void look(ConsumerRecord<byte[], byte[]> entry) {
        @Nullable Wanted wanted = entry.value() == null ? null : missing.remove(new String(entry.key(), UTF_8));
        if (wanted == null) {
            return;
        }
        for (Fingerprint print : ChunkCodec.decode(entry.value())) {
            if (print.id() == id) {
                Sighting sighting = new Sighting(wanted.chunk.range(), print.isFinal());
                found.merge(
                        wanted.stream,
                        new Found(wanted.chunk.sequence(), sighting),
                        (a, b) -> a.sequence > b.sequence ? a : b);
            }
        }
    }
}
