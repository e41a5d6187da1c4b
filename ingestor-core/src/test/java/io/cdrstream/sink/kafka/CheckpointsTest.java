package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.model.Cursor;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import io.cdrstream.sink.Fingerprint;
import io.cdrstream.sink.Restored.DayBill;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {

    private static final String STREAM = "abcd1234/SMS/outbound?country=G|B";

    private final Checkpoints checkpoints = new Checkpoints();

    @Test
    void whatABatchWritesIsReadBack() {
        MetaRecord meta = MetaRecord.create(8);
        StreamRecord stream = stream(STREAM, EventFormat.AVRO, Map.of("include_message", "true"));
        SliceProgress open =
                new SliceProgress(hour(1), 0, hour(1).from(), START, new Cursor("c", "i"), false, 2, true, false);
        SliceProgress done = new SliceProgress(hour(3), 1, hour(2).from(), START, null, true, 1, false, true);
        ChunkRef chunk = new ChunkRef(STREAM, 5, 100, 3, hour(1));
        FollowUp batch1 = new FollowUp(3, 2, hour(0), List.of("a", "b"));
        Tally tally = new Tally(
                -1, START, new Counts(1, 2, 3, 4, 5, 6, 7, 8), Map.of("EUR", new BigDecimal("1.50000000")), -3);
        DayBill bill = new DayBill("abcd1234", "abcd1234/SMS", LocalDate.of(2026, 10, 1), 4_000_000_000L, 4_000_001);
        CheckpointBatch batch = new CheckpointBatch();
        batch.meta(meta);
        batch.stream(stream);
        batch.slice(STREAM, open);
        batch.slice(STREAM, done);
        batch.index(STREAM, chunk);
        batch.followUp(STREAM, batch1);
        batch.tally(STREAM, tally);
        Histogram delay = DelayCodec.empty();
        delay.recordValueWithCount(61, 40);
        delay.recordValue(DelayCodec.MOST_SECONDS);
        batch.delay("abcd1234/SMS", delay);
        batch.bill(bill);
        batch.drainCheckpoints(checkpoints::apply);

        assertThat(checkpoints.meta()).usingRecursiveComparison().isEqualTo(meta);
        assertThat(checkpoints.stream(STREAM)).isEqualTo(stream);
        assertThat(checkpoints.slices(STREAM)).containsExactly(open, done);
        assertThat(checkpoints.chunks(STREAM)).containsExactly(chunk);
        assertThat(checkpoints.followUps(STREAM)).containsExactly(batch1);
        assertThat(checkpoints.tallies(STREAM)).containsExactly(tally);
        assertThat(checkpoints.bills()).containsExactly(bill);
        assertThat(checkpoints.delays()).containsOnlyKeys("abcd1234/SMS").containsValue(delay);
    }

    @Test
    void whatIsForgottenIsGone() {
        CheckpointBatch batch = new CheckpointBatch();
        SliceProgress slice = new SliceProgress(hour(0), 0, hour(0).from(), START, null, true, 1, true, false);
        batch.slice(STREAM, slice);
        batch.drainCheckpoints(checkpoints::apply);
        batch.forgetSlice(STREAM, hour(0).from());
        batch.drainCheckpoints(checkpoints::apply);
        assertThat(checkpoints.slices(STREAM)).isEmpty();
    }

    @Test
    void theWatermarkIsPublicAndItsShapeFixed() {
        StreamRecord stream = stream("abcd1234/SMS/outbound", EventFormat.JSON, Map.of());
        assertThat(new String(CheckpointCodec.stream(stream), UTF_8))
                .isEqualTo("{\"v\":1,\"stream\":\"abcd1234/SMS/outbound\",\"begin\":\"2026-10-01T00:00:00Z\","
                        + "\"watermark\":\"2026-10-01T00:00:00Z\",\"sealed\":\"2026-10-01T00:00:00Z\",\"known\":\"2026-10-01T00:00:00Z\","
                        + "\"passes\":[{\"age\":\"PT3H\",\"until\":\"2026-10-01T00:00:00Z\"}],\"sequence\":7,\"key\":\"id\",\"format\":\"json\","
                        + "\"options\":{},\"updated\":\"2026-10-01T00:00:00Z\"}");
    }

    @Test
    void aStreamStoredBeforeThereWereRevisitsIsSealedAtItsWatermark() {
        String stored = "{\"v\":1,\"stream\":\"abcd1234/SMS/outbound\",\"watermark\":\"2026-10-01T00:00:00Z\","
                + "\"sealed\":null,\"sequence\":7,\"key\":\"id\",\"options\":{},"
                + "\"updated\":\"2026-10-01T00:00:00Z\"}";
        StreamRecord read = CheckpointCodec.stream(stored.getBytes(UTF_8));
        assertThat(read.format()).isEqualTo(EventFormat.JSON);
        assertThat(read.sealed()).isEqualTo(START);
        assertThat(read.passes()).isEmpty();
        assertThat(read.known()).as("what was dropped before nobody has noted").isEqualTo(START);
        assertThat(read.redo()).isNull();
    }

    @Test
    void aRedoIsReadBack() {
        Redo redo = new Redo(START.minusSeconds(9), START.minusSeconds(5), START);
        StreamRecord opened = stream("abcd1234/ASR", EventFormat.JSON, Map.of()).with(redo, START);

        assertThat(CheckpointCodec.stream(CheckpointCodec.stream(opened))).isEqualTo(opened);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "[]",
                "{}",
                "{\"v\":2}",
                "{\"v\":1}",
                "{\"v\":1,\"stream\":\"a\",\"watermark\":\"yesterday\"}",
                "{\"v\":1,\"stream\":\"a\",\"watermark\":7}",
                "{\"v\":1,\"stream\":1e5}",
                "{\"v\":1} {\"v\":1}",
                "{\"v\":1,\"stream\":"
            })
    void rubbishIsRefusedNotGuessed(String value) {
        assertThatThrownBy(() -> checkpoints.apply("stream|a", value.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "slice|", "slice|a", "slice|a|b", "bill|a|b", "stranger|a"})
    void anUnknownKeyIsRefused(String key) {
        assertThatThrownBy(() -> checkpoints.apply(key, "{\"v\":1,\"records\":1}".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChunkIsReadBackAndAnotherVersionRefused() {
        Fingerprint[] fingerprints = {
            new Fingerprint(1, Fingerprint.NO_CHARGE, -1, 0), new Fingerprint(-1, 77, 0, Integer.MIN_VALUE)
        };
        byte[] chunk = ChunkCodec.encode(fingerprints);
        assertThat(ChunkCodec.decode(chunk)).isEqualTo(fingerprints);
        chunk[0] = 1;
        assertThatThrownBy(() -> ChunkCodec.decode(chunk)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChunkCodec.decode(new byte[] {2, 2})).isInstanceOf(IllegalArgumentException.class);
    }

    private static StreamRecord stream(String name, EventFormat format, Map<String, String> options) {
        List<PassReached> passes = List.of(new PassReached(Duration.ofHours(3), START));
        return new StreamRecord(name, START, START, START, START, passes, null, 7, "id", format, options, START);
    }
}
