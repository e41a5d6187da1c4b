package io.cdrstream.sink.kafka;

import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one partition of the checkpoint topic says: the last value of every key, decoded. */
final class Checkpoints {

    private @Nullable MetaRecord meta;
    private long replays;
    private final Map<String, StreamRecord> streams = new HashMap<>();
    private final Map<String, TreeMap<Instant, SliceProgress>> slices = new HashMap<>();
    private final Map<String, DayBill> bills = new HashMap<>();

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
            Instant from = Instant.ofEpochSecond(Long.parseLong(CheckpointKey.last(key)));
            Map<Instant, SliceProgress> ofStream =
                    slices.computeIfAbsent(CheckpointKey.owner(key, CheckpointKey.SLICE), k -> new TreeMap<>());
            store(ofStream, from, value == null ? null : CheckpointCodec.slice(value));
        } else if (key.startsWith(CheckpointKey.BILL)) {
            store(bills, key, value == null ? null : bill(key, CheckpointCodec.bill(value)));
        } else {
            throw new IllegalArgumentException("a kind of key that this program does not know");
        }
    }

    private static DayBill bill(String key, long records) {
        try {
            return new DayBill(
                    CheckpointKey.owner(key, CheckpointKey.BILL), LocalDate.parse(CheckpointKey.last(key)), records);
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

    Collection<DayBill> bills() {
        return bills.values();
    }
}
