package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one partition of the checkpoint topic says: the last value of every key, decoded. */
final class Checkpoints {

    private @Nullable MetaRecord meta;
    private long replays;
    private final Map<String, StreamRecord> streams = new HashMap<>();
    private final Map<String, TreeMap<Instant, SliceProgress>> slices = new HashMap<>();
    private final Map<String, DayBill> bills = new HashMap<>();
    private final Map<String, TreeMap<Long, ChunkRef>> chunks = new HashMap<>();
    private final Map<String, TreeMap<Long, FollowUp>> followUps = new HashMap<>();
    private final Map<String, TreeMap<String, Tally>> tallies = new HashMap<>();
    private final Map<String, Histogram> delays = new HashMap<>();

    /**
     * Takes in the next record of the partition.
     *
     * @param value null = the key is deleted
     * @throws IllegalArgumentException if it cannot be read
     */
    void apply(String key, byte @Nullable [] value) {
        if (key.equals(CheckpointKey.META)) {
            meta = value == null ? null : CheckpointCodec.meta(value);
        } else if (key.equals(CheckpointKey.REPLAYS)) {
            replays = value == null ? 0 : CheckpointCodec.replays(value);
        } else if (key.startsWith(CheckpointKey.STREAM)) {
            store(
                    streams,
                    key.substring(CheckpointKey.STREAM.length()),
                    value == null ? null : CheckpointCodec.stream(value));
        } else if (key.startsWith(CheckpointKey.SLICE)) {
            Instant from = Instant.ofEpochSecond(number(key));
            store(of(slices, key, CheckpointKey.SLICE), from, value == null ? null : CheckpointCodec.slice(value));
        } else if (key.startsWith(CheckpointKey.CHUNK)) {
            ChunkRef chunk = value == null ? null : CheckpointCodec.chunk(value);
            store(of(chunks, key, CheckpointKey.CHUNK), number(key), chunk);
        } else if (key.startsWith(CheckpointKey.FOLLOW_UP)) {
            FollowUp batch = value == null ? null : CheckpointCodec.followUp(value);
            store(of(followUps, key, CheckpointKey.FOLLOW_UP), number(key), batch);
        } else if (key.startsWith(CheckpointKey.TALLY)) {
            Tally tally = value == null ? null : TallyCodec.tally(value);
            store(of(tallies, key, CheckpointKey.TALLY), CheckpointKey.last(key), tally);
        } else if (key.startsWith(CheckpointKey.BILL)) {
            store(bills, key, value == null ? null : bill(key, value));
        } else if (key.startsWith(CheckpointKey.DELAY)) {
            store(delays, key.substring(CheckpointKey.DELAY.length()), value == null ? null : DelayCodec.decode(value));
        } else {
            throw new IllegalArgumentException("a kind of key that this program does not know");
        }
    }

    private static long number(String key) {
        return Long.parseLong(CheckpointKey.last(key));
    }

    /** What is stored under this kind of key for the stream that the key names. */
    private static <K extends Comparable<K>, V> TreeMap<K, V> of(
            Map<String, TreeMap<K, V>> kind, String key, String name) {
        return kind.computeIfAbsent(CheckpointKey.owner(key, name), stream -> new TreeMap<>());
    }

    private static DayBill bill(String key, byte[] value) {
        try {
            String owner = CheckpointKey.owner(key, CheckpointKey.BILL);
            int bar = owner.indexOf('|');
            return CheckpointCodec.bill(
                    bar < 0 ? owner : owner.substring(0, bar),
                    bar < 0 ? "" : owner.substring(bar + 1),
                    LocalDate.parse(CheckpointKey.last(key)),
                    value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a bill without its day", e);
        }
    }

    private static <K, V> void store(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    @Nullable
    MetaRecord meta() {
        return meta;
    }

    /** Offset of the first request for a replay that is not settled; 0 if none ever was. */
    long replays() {
        return replays;
    }

    @Nullable
    StreamRecord stream(String stream) {
        return streams.get(stream);
    }

    Collection<StreamRecord> streams() {
        return streams.values();
    }

    /** In order. */
    List<SliceProgress> slices(String stream) {
        return List.copyOf(slices.getOrDefault(stream, new TreeMap<>()).values());
    }

    List<ChunkRef> chunks(String stream) {
        return List.copyOf(chunks.getOrDefault(stream, new TreeMap<>()).values());
    }

    List<FollowUp> followUps(String stream) {
        return List.copyOf(followUps.getOrDefault(stream, new TreeMap<>()).values());
    }

    List<Tally> tallies(String stream) {
        return List.copyOf(tallies.getOrDefault(stream, new TreeMap<>()).values());
    }

    /** By account and product. */
    Map<String, Histogram> delays() {
        return delays;
    }

    Collection<DayBill> bills() {
        return bills.values();
    }
}
