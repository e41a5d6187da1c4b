package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Tally;
import io.cdrstream.model.Tally.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasuredTrafficTest {

    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final Duration TEN = Duration.ofHours(10);

    @Test
    void whatAPassFindsIsComparedWithWhatWasKnownOfTheSameHours() {
        ReadStream stream = stream(1).first(0, 12, 40).first(12, 24, 160).later(1, 0, 12, 44, 4, 0);
        StreamTraffic traffic = measured(stream);
        assertThat(traffic.recordsPerSecond()).isCloseTo(110 / 3600.0, ROUNDING);
        assertThat(traffic.visible().at(Duration.ofMinutes(1))).isCloseTo(1 / 1.1, ROUNDING);
        assertThat(traffic.visible().at(TEN)).isEqualTo(1);
    }

    @Test
    void anAuditSeesAsMuchOfWhatIsLateAsItReads() {
        ReadStream stream = stream(0.1).first(0, 24, 100).later(1, 0, 12, 20, 1, 0);
        assertThat(measured(stream).visible().at(Duration.ZERO)).isCloseTo(1 / 1.05, ROUNDING);
    }

    @Test
    void anHourOfWhichAPartIsWantedCountsByThatPart() {
        ReadStream stream = stream(1).first(0, 1, 1000).first(1, 25, 100).stands(0, Duration.ofMinutes(24 * 60 + 30));
        assertThat(measured(stream).recordsPerSecond())
                .as("half of the first hour, and the last as far as it was read")
                .isCloseTo((500 + 24 * 100) / 86_400.0, ROUNDING);
    }

    @Test
    void theHoursOfTheLastDayAreItsTide() {
        StreamTraffic traffic =
                measured(stream(1).first(0, 24, 999).first(24, 36, 40).first(36, 48, 160));
        assertThat(traffic.recordsPerSecond()).isCloseTo(100 / 3600.0, ROUNDING);
        assertThat(traffic.tide().even(0, 3600)).isCloseTo(0.4 * 3600, within(1e-6));
        assertThat(traffic.tide().even(13 * 3600, 14 * 3600)).isCloseTo(1.6 * 3600, within(1e-6));
    }

    @Test
    void hoursThatWereFinishedAreInTheEntriesThoseOfOtherStreamsAsWell() {
        ReadStream stream = stream(1).first(1, 2, 30);
        CompletenessEntry own = entry(stream, 90);
        CompletenessEntry others = entry(new ReadStream("b", "SMS", stream.stream.plan()), 5000);
        assertThat(Objects.requireNonNull(MeasuredTraffic.of(
                                        Map.of(stream.stream, stream.progress()),
                                        List.of(own, others),
                                        ReadStream.hour(2))
                                .get(stream.stream.id()))
                        .recordsPerSecond())
                .isCloseTo(60 / 3600.0, ROUNDING);
    }

    @Test
    void ofAStreamThatHasNotReadAnHourNothingIsKnown() {
        ReadStream stream = stream(1);
        assertThat(MeasuredTraffic.of(Map.of(stream.stream, stream.progress()), List.of(), ReadStream.hour(1)))
                .isEmpty();
    }

    @Test
    void entriesTellSomethingForADayAfterTheLastPass() {
        assertThat(MeasuredTraffic.back(List.of(stream(1).stream)))
                .isGreaterThan(TEN.plusDays(1))
                .isLessThan(TEN.plusDays(3));
    }

    private static ReadStream stream(double share) {
        PassPlan plan =
                new PassPlan(Duration.ofMinutes(1), List.of(new Revisit(TEN, share)), List.of(), PassPlans.MEMORY);
        return new ReadStream("a", "VERIFY-API", plan);
    }

    private static CompletenessEntry entry(ReadStream stream, long records) {
        Counts counts = new Counts(1, records, records, 0, 0, 0, 0, records);
        return new CompletenessEntry(
                stream.stream.id(),
                PassPlan.FIRST,
                ReadStream.hour(0),
                ReadStream.hour(1),
                new Tally(0, ReadStream.hour(0), counts, Map.of(), 0));
    }

    private static StreamTraffic measured(ReadStream stream) {
        return Objects.requireNonNull(
                MeasuredTraffic.of(Map.of(stream.stream, stream.progress()), List.of(), ReadStream.hour(24))
                        .get(stream.stream.id()));
    }
}
