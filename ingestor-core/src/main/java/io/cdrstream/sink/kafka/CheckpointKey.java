package io.cdrstream.sink.kafka;

import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;

/**
 * The keys of the checkpoint topic, and of the seen topic:
 *
 * <pre>
 *   meta                                       stream|&lt;stream&gt;
 *   slice|&lt;stream&gt;|&lt;from, epoch seconds&gt;       bill|&lt;credential&gt;|&lt;source&gt;|&lt;UTC day&gt;
 *   replays                                    chunk|&lt;stream&gt;|&lt;sequence&gt;
 *   follow-up|&lt;stream&gt;|&lt;number&gt;                tally|&lt;stream&gt;|&lt;pass&gt;@&lt;hour, epoch seconds&gt;
 *   delay|&lt;account&gt;/&lt;product&gt;
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
    static final String CHUNK = "chunk|";
    static final String FOLLOW_UP = "follow-up|";
    static final String TALLY = "tally|";
    static final String DELAY = "delay|";

    private CheckpointKey() {}

    static String stream(String stream) {
        return STREAM + stream;
    }

    static String slice(String stream, Instant from) {
        return SLICE + stream + "|" + from.getEpochSecond();
    }

    static String bill(DayBill bill) {
        return BILL + bill.credential() + "|" + bill.source() + "|" + bill.day();
    }

    /** Of the index of the seen-set. */
    static String indexed(String stream, long sequence) {
        return CHUNK + chunk(stream, sequence);
    }

    static String followUp(String stream, long number) {
        return FOLLOW_UP + stream + "|" + number;
    }

    static String tally(String stream, Tally tally) {
        return TALLY + stream + "|" + tally.pass() + "@" + tally.hour().getEpochSecond();
    }

    /** @param of account and product, as {@link StreamId#source} spells them */
    static String delay(String of) {
        return DELAY + of;
    }

    /** Of a chunk itself, in the seen topic. */
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
