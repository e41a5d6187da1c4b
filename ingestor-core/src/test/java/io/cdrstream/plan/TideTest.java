package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TideTest {

    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final Offset<Double> ROUNDING = within(1e-6);

    /** Three times as many records in the second half of the day, and none in its first hour. */
    private final Tide tide = Tide.of(DoubleStream.concat(
                    DoubleStream.concat(
                            DoubleStream.of(0),
                            DoubleStream.generate(() -> 12 / 11.0).limit(11)),
                    DoubleStream.generate(() -> 3).limit(12))
            .boxed()
            .toList());

    @Test
    void anHourIsWorthWhatItsRecordsArePartOfTheDay() {
        assertThat(tide.even(0, HOUR)).isZero();
        assertThat(tide.even(0, DAY)).isCloseTo(DAY, ROUNDING);
        assertThat(tide.even(12 * HOUR, 12.5 * HOUR)).isCloseTo(0.75 * HOUR, ROUNDING);
        assertThat(tide.even(36 * HOUR, 60 * HOUR))
                .as("a day, whenever it begins")
                .isCloseTo(DAY, ROUNDING);
        assertThat(tide.even(5 * DAY, 5 * DAY + 12 * HOUR)).isCloseTo(DAY / 4, ROUNDING);
    }

    @Test
    void theSameRecordsTakeLongerWhereThereAreFewer() {
        assertThat(tide.after(12 * HOUR, 3 * HOUR)).isCloseTo(14 * HOUR, ROUNDING);
        assertThat(tide.after(0, DAY / 4)).isCloseTo(12 * HOUR, ROUNDING);
        assertThat(tide.after(20 * HOUR, DAY)).isCloseTo(44 * HOUR, ROUNDING);
        for (double from = 2 * HOUR; from < 3 * DAY; from += 5000) {
            double to = from + 1.3 * DAY;
            assertThat(tide.after(from, tide.even(from, to)))
                    .isCloseTo(to, within(HOUR + 1)); // an empty hour has no end
        }
    }

    @Test
    void whatIsNotKnownOfAWholeDayIsEven() {
        for (Tide even : List.of(Tide.NONE, Tide.of(List.of(5.0, 7.0, 0.0)), Tide.of(Collections.nCopies(24, 0.0)))) {
            assertThat(even.even(100, 5000)).isCloseTo(4900, ROUNDING);
            assertThat(even.after(100_000, 5000)).isCloseTo(105_000, ROUNDING);
        }
    }
}
