package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Redo;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedoForecastTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final StreamId STREAM = StreamId.of("abcd1234", "ASR", null);

    @Test
    void whatAllPassesHaveFoundIsReadOnceMoreAndOfAnHourThatIsCutItsPart() {
        List<CompletenessEntry> found = List.of(
                entry("first", 0, 900, 0),
                entry("revisit-1", 0, 0, 100),
                entry("first", 1, 4000, 0),
                entry("sealed", 1, 0, 0),
                entry("first", 2, 5000, 0));
        assertThat(RedoForecast.of(redo(hour(0).plusSeconds(1800), hour(2)), found, List.of()))
                .isEqualTo(new RedoForecast(hour(0).plusSeconds(1800), hour(2), 1, 5, 4500));
    }

    @Test
    void whatIsNotClosedYetIsReadTooAndWhatIsDeadIsPaidForAsWell() {
        Tally open = new Tally(1, hour(1), new Counts(1, 103, 0, 100, 0, 0, 3, 103), Map.of(), 0);
        assertThat(RedoForecast.of(redo(hour(0), hour(2)), List.of(entry("first", 0, 1000, 0)), List.of(open))
                        .records())
                .isEqualTo(1103);
    }

    @Test
    void silenceTakesOneRequestForEachDay() {
        assertThat(RedoForecast.of(redo(hour(71), hour(72)), List.of(), List.of()))
                .isEqualTo(new RedoForecast(hour(71), hour(72), 1, 1, 0));
        assertThat(RedoForecast.of(redo(hour(1), hour(72)), List.of(), List.of())
                        .requests())
                .isEqualTo(3);
    }

    @Test
    void busyTimeIsCutIntoSlicesThatFitIntoMemory() {
        List<CompletenessEntry> found = IntStream.range(0, 20)
                .mapToObj(hour -> entry("first", hour, 3000, 0))
                .toList();
        assertThat(RedoForecast.of(redo(hour(0), hour(72)), found, List.of()))
                .isEqualTo(new RedoForecast(hour(0), hour(72), 3, 60, 60_000));
    }

    @Test
    void ofOneUnderWayOnlyWhatItHasNotReadYetIsLeft() {
        Redo underWay = new Redo(hour(0), hour(1), hour(2));
        List<CompletenessEntry> found = List.of(entry("first", 0, 7000, 0), entry("first", 1, 2400, 0));
        assertThat(RedoForecast.of(underWay, found, List.of()))
                .isEqualTo(new RedoForecast(hour(1), hour(2), 1, 3, 2400));
    }

    private static Redo redo(Instant from, Instant to) {
        return new Redo(from, from, to);
    }

    private static Instant hour(int hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }

    private static CompletenessEntry entry(String pass, int hour, long fresh, long late) {
        long all = fresh + late;
        Tally found = new Tally(0, hour(hour), new Counts(1, all, fresh, late, 0, 0, 0, all), Map.of(), 0);
        return new CompletenessEntry(STREAM, pass, hour(hour), hour(hour + 1), found);
    }
}
