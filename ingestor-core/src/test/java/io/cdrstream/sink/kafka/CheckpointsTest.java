package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static io.cdrstream.sink.kafka.Pages.hour;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.model.Cursor;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.sink.Restored.DayBill;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {

    private static final String STREAM = "abcd1234/SMS/outbound?country=G|B";

    private final Checkpoints checkpoints = new Checkpoints();

    @Test
    void whatABatchWritesIsReadBack() {
        MetaRecord meta = MetaRecord.create(8);
        StreamRecord stream =
                new StreamRecord(STREAM, START, 7, "id", EventFormat.AVRO, Map.of("include_message", "true"), START);
        SliceProgress open = new SliceProgress(
                hour(1), new Cursor("c", "i"), false, 2, List.of(new ChunkRef(5, 100, 3), new ChunkRef(6, 101, 4)));
        SliceProgress done = new SliceProgress(hour(3), null, true, 1, List.of());
        DayBill bill = new DayBill("abcd1234", LocalDate.of(2026, 10, 1), 4_000_000_000L);
        CheckpointBatch batch = new CheckpointBatch();
        batch.meta(meta);
        batch.stream(stream);
        batch.slice(STREAM, open);
        batch.slice(STREAM, done);
        batch.bill(bill);
        batch.drainCheckpoints(checkpoints::apply);

        assertThat(checkpoints.meta()).usingRecursiveComparison().isEqualTo(meta);
        assertThat(checkpoints.stream(STREAM)).isEqualTo(stream);
        assertThat(checkpoints.slices(STREAM)).containsExactly(open, done);
        assertThat(checkpoints.bills()).containsExactly(bill);
    }

    @Test
    void whatIsForgottenIsGone() {
        CheckpointBatch batch = new CheckpointBatch();
        SliceProgress slice = new SliceProgress(hour(0), null, true, 1, List.of());
        batch.slice(STREAM, slice);
        batch.drainCheckpoints(checkpoints::apply);
        batch.forgetSlice(STREAM, hour(0).from());
        batch.drainCheckpoints(checkpoints::apply);
        assertThat(checkpoints.slices(STREAM)).isEmpty();
    }

    @Test
    void theWatermarkIsPublicAndItsShapeFixed() {
        StreamRecord stream =
                new StreamRecord("abcd1234/SMS/outbound", START, 7, "id", EventFormat.JSON, Map.of(), START);
        assertThat(new String(CheckpointCodec.stream(stream), UTF_8))
                .isEqualTo("{\"v\":1,\"stream\":\"abcd1234/SMS/outbound\",\"watermark\":\"2026-10-01T00:00:00Z\","
                        + "\"sealed\":null,\"sequence\":7,\"key\":\"id\",\"format\":\"json\","
                        + "\"options\":{},\"updated\":\"2026-10-01T00:00:00Z\"}");
    }

    @Test
    void aStreamStoredBeforeThereWereFormatsIsJson() {
        String stored = "{\"v\":1,\"stream\":\"abcd1234/SMS/outbound\",\"watermark\":\"2026-10-01T00:00:00Z\","
                + "\"sealed\":null,\"sequence\":7,\"key\":\"id\",\"options\":{},"
                + "\"updated\":\"2026-10-01T00:00:00Z\"}";
        assertThat(CheckpointCodec.stream(stored.getBytes(UTF_8)).format()).isEqualTo(EventFormat.JSON);
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
        long[] fingerprints = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE};
        byte[] chunk = ChunkCodec.encode(fingerprints);
        assertThat(ChunkCodec.decode(chunk)).isEqualTo(fingerprints);
        chunk[0] = 2;
        assertThatThrownBy(() -> ChunkCodec.decode(chunk)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChunkCodec.decode(new byte[] {1, 2})).isInstanceOf(IllegalArgumentException.class);
    }
}
