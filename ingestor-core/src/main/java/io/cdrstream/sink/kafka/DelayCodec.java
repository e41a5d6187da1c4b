package io.cdrstream.sink.kafka;

import io.cdrstream.model.ArrivalDelay;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;

/**
 * How late records arrive, as a checkpoint holds it: a histogram in the library's own compressed form, in seconds, to
 * two digits. Packed, it takes as much memory as it has different ages.
 */
final class DelayCodec {

    static final long MOST_SECONDS = Duration.ofDays(30).toSeconds();

    private static final int DIGITS = 2;

    private DelayCodec() {}

    static Histogram empty() {
        return new PackedHistogram(DIGITS);
    }

    /** With half of every count, rounded down: what was seen once is forgotten. */
    static Histogram halved(Histogram all) {
        Histogram half = empty();
        for (HistogramIterationValue value : all.recordedValues()) {
            long count = value.getCountAtValueIteratedTo() / 2;
            if (count > 0) { // none of a value leaves a histogram that cannot be encoded
                half.recordValueWithCount(value.getValueIteratedTo(), count);
            }
        }
        return half;
    }

    static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        String text = Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
        return Json.write(json -> json.writeStringField("histogram", text));
    }

    static Histogram decode(byte[] value) {
        byte[] bytes = Base64.getDecoder()
                .decode(CheckpointCodec.object(value).text("histogram")); // else an IllegalArgumentException
        try {
            Histogram histogram = PackedHistogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
            histogram.setAutoResize(true);
            return histogram;
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("field histogram is none", e);
        }
    }

    /** What it says now. */
    static ArrivalDelay told(String source, Histogram histogram) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        for (HistogramIterationValue value : histogram.recordedValues()) {
            counts.put(value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
        }
        return new ArrivalDelay(source, counts);
    }
}
