package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.SessionLost.Meaning.BROKEN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.sink.SessionLost;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last value of every key in a partition of the checkpoint topic: most of what is not compacted yet is history. */
final class LastValues {

    private final Map<String, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();

    static String key(ConsumerRecord<byte[], byte[]> entry) {
        return entry.key() == null ? "" : new String(entry.key(), UTF_8);
    }

    /** In the order of the partition. */
    void add(ConsumerRecord<byte[], byte[]> entry) {
        last.put(key(entry), entry);
    }

    /** @throws SessionLost if one of them cannot be read; names it and its place */
    Checkpoints decoded() {
        Checkpoints checkpoints = new Checkpoints();
        last.forEach((key, entry) -> apply(checkpoints, key, entry));
        return checkpoints;
    }

    private static void apply(Checkpoints checkpoints, String key, ConsumerRecord<byte[], byte[]> entry) {
        try {
            checkpoints.apply(key, entry.value());
        } catch (RuntimeException e) {
            String sentence = "the checkpoint \"" + key + "\" at offset " + entry.offset() + " of " + entry.topic()
                    + "-" + entry.partition() + " cannot be read: " + e.getMessage();
            throw new SessionLost(BROKEN, sentence, e);
        }
    }
}
