package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedoForecastTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void partsOfChunksCountAsPartsOfTheirRecords() {
        RedoForecast redo = RedoForecast.of(progress(chunk(0, 1, 1000), chunk(1, 2, 4000)), hour(0).plusSeconds(1800));
        assertThat(redo).isEqualTo(new RedoForecast(hour(0).plusSeconds(1800), hour(72), 3, 6, 4500));
    }

    @Test
    void silenceTakesOneRequestForEachDay() {
        assertThat(RedoForecast.of(progress(), hour(71))).isEqualTo(new RedoForecast(hour(71), hour(72), 1, 1, 0));
        assertThat(RedoForecast.of(progress(), hour(1)).requests()).isEqualTo(3);
    }

    @Test
    void busyTimeIsCutIntoSlicesThatFitIntoMemory() {
        assertThat(RedoForecast.of(progress(chunk(0, 10, 30_000), chunk(10, 20, 30_000)), hour(0)))
                .isEqualTo(new RedoForecast(hour(0), hour(72), 3, 60, 60_000));
    }

    @Test
    void ofOneUnderWayOnlyWhatItHasNotReadYetIsLeft() {
        Redo underWay = new Redo(hour(0), hour(24), hour(48));
        assertThat(RedoForecast.left(progress(chunk(12, 36, 4800)), underWay))
                .isEqualTo(new RedoForecast(hour(24), hour(48), 1, 3, 2400));
    }

    private static Instant hour(int hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }

    private static ChunkRef chunk(int from, int to, int size) {
        return new ChunkRef("s", from, 0, size, new Slice(hour(from), hour(to)));
    }

    private static Progress progress(ChunkRef... chunks) {
        return new Progress(
                StreamId.of("abcd1234", "ASR", null),
                new Reached(BEGIN, List.of(hour(100), hour(72)), hour(70), BEGIN, 9, null),
                List.of(),
                List.of(chunks),
                List.of(),
                List.of());
    }
}
