package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.sink.Fingerprint;
import io.cdrstream.sink.Posting.Chunk;
import io.cdrstream.sink.SeenStore;
import io.cdrstream.sink.SessionLost;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a task's seen-set: those of the transaction under way, some recent ones, and the rest in Kafka. A chunk
 * is looked for from its floor on, by its key, so it is found wherever compaction has left it.
 *
 * <p>Blocks; belongs to the session's thread.
 */
final class KafkaSeen implements SeenStore, AutoCloseable {

    /** Fingerprints of open slices, 50 to 100 bytes each: a catch-up has twelve slices open, of sixteen pages each. */
    static final int MOST_IN_MEMORY = 200_000;

    /** To read on over so many messages is cheaper than to look up the next chunk by its offset. */
    private static final int NEAR = 500;

    private static final long CACHED_BYTES = 512 * 1024;

    private final TaskScope scope;
    private final LongSupplier end;
    private final Map<String, Fingerprint[]> pending = new HashMap<>();
    private final Map<String, Fingerprint[]> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;
    private @Nullable PartitionReader reader;

    /** @param end offset after the last message that this task has written or found */
    KafkaSeen(TaskScope scope, LongSupplier end) {
        this.scope = scope;
        this.end = end;
    }

    /** The chunk is part of the transaction under way, where nobody can read it yet. */
    void written(Chunk chunk) {
        pending.put(key(chunk.ref()), chunk.prints());
    }

    /** Nobody asks for it any more. */
    void dropped(ChunkRef chunk) {
        pending.remove(key(chunk));
        Fingerprint @Nullable [] gone = cache.remove(key(chunk));
        cachedBytes -= gone == null ? 0 : bytes(gone);
    }

    /** What was written is durable. */
    void committed() {
        pending.forEach(this::remember);
        pending.clear();
    }

    @Override
    public Map<ChunkRef, Fingerprint[]> load(Collection<ChunkRef> chunks) {
        Map<ChunkRef, Fingerprint[]> loaded = new HashMap<>();
        Map<String, ChunkRef> missing = new HashMap<>();
        for (ChunkRef chunk : chunks) {
            Fingerprint @Nullable [] prints = here(key(chunk));
            if (prints == null) {
                missing.put(key(chunk), chunk);
            } else {
                loaded.put(chunk, prints);
            }
        }
        fetch(missing, loaded);
        return loaded;
    }

    private Fingerprint @Nullable [] here(String key) {
        Fingerprint @Nullable [] own = pending.get(key);
        return own != null ? own : cache.get(key);
    }

    private void fetch(Map<String, ChunkRef> missing, Map<ChunkRef, Fingerprint[]> loaded) {
        Deque<ChunkRef> left = new ArrayDeque<>(missing.values().stream()
                .sorted(Comparator.comparingLong(ChunkRef::floor))
                .toList());
        while (!left.isEmpty()) {
            ChunkRef first = left.getFirst();
            reader().read(partition(), first.floor(), end.getAsLong(), entry -> {
                take(entry, missing, loaded);
                while (!left.isEmpty() && loaded.containsKey(left.getFirst())) {
                    left.removeFirst();
                }
                return !left.isEmpty() && left.getFirst().floor() <= entry.offset() + NEAR;
            });
            if (!loaded.containsKey(first)) {
                throw refusal(first);
            }
        }
    }

    private void take(
            ConsumerRecord<byte[], byte[]> entry, Map<String, ChunkRef> missing, Map<ChunkRef, Fingerprint[]> loaded) {
        String key = new String(entry.key(), UTF_8);
        @Nullable ChunkRef wanted = missing.get(key);
        if (wanted != null && entry.value() != null && !loaded.containsKey(wanted)) {
            Fingerprint[] prints = ChunkCodec.decode(entry.value());
            loaded.put(wanted, prints);
            remember(key, prints);
        }
    }

    private SessionLost refusal(ChunkRef chunk) {
        String sentence = "the seen-set lacks chunk " + chunk.sequence() + " of stream " + chunk.owner()
                + ", looked for from offset " + chunk.floor() + " of " + partition()
                + " on: without it records would be published twice. Was the topic truncated or made anew? Restore it, or"
                + " name new checkpoint and seen topics and begin anew";
        return new SessionLost(BROKEN, sentence, new IllegalStateException("chunk missing"));
    }

    private void remember(String key, Fingerprint[] prints) {
        Fingerprint @Nullable [] before = cache.put(key, prints);
        cachedBytes += bytes(prints) - (before == null ? 0 : bytes(before));
        var oldest = cache.entrySet().iterator();
        while (cachedBytes > CACHED_BYTES && oldest.hasNext()) {
            cachedBytes -= bytes(oldest.next().getValue());
            oldest.remove();
        }
    }

    /** With its object and the reference to it. */
    private static long bytes(Fingerprint[] prints) {
        return 64 + 44L * prints.length;
    }

    private PartitionReader reader() {
        @Nullable PartitionReader opened = reader;
        if (opened == null) { // mostly nobody needs one
            opened = new PartitionReader(ClientProperties.reader(scope.settings(), "seen-" + scope.task()));
            reader = opened;
        }
        return opened;
    }

    private TopicPartition partition() {
        return scope.seen();
    }

    private static String key(ChunkRef chunk) {
        return CheckpointKey.chunk(chunk.owner(), chunk.sequence());
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
