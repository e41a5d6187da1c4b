package io.cdrstream.sink.kafka;

import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;

/**
 * The keys of the checkpoint topic, and of the seen topic:
 *
 * <pre>
 *   meta                                       stream|&lt;stream&gt;
 *   slice|&lt;stream&gt;|&lt;from, epoch seconds&gt;       bill|&lt;credential&gt;|&lt;UTC day&gt;
 *   replays
 *
 *   &lt;stream&gt;|&lt;sequence&gt;                        in the seen topic
 * </pre>
 *
 * <p>What follows the last bar never holds one, so a stream's filters may.
 */
final class CheckpointKey {

    static final String META = "meta";
    static final String REPLAYS = "replays";
    static final String STREAM = "stream|";
    static final String SLICE = "slice|";
    static final String BILL = "bill|";

    private CheckpointKey() {}

    static String stream(String stream) {
        return STREAM + stream;
    }

    static String slice(String stream, Instant from) {
        return SLICE + stream + "|" + from.getEpochSecond();
    }

    static String bill(DayBill bill) {
        return BILL + bill.credential() + "|" + bill.day();
    }

    static String chunk(String stream, long sequence) {
        return stream + "|" + sequence;
    }

    /** What stands between the kind and the last bar. */
    static String owner(String key, String kind) {
        int bar = key.lastIndexOf('|');
        if (bar < kind.length()) {
            throw new IllegalArgumentException("a key without its last part");
        }
        return key.substring(kind.length(), bar);
    }

    static String last(String key) {
        return key.substring(key.lastIndexOf('|') + 1);
    }
}
