package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.4S, 400 ms",
        "PT5S, 5 s",
        "PT1M30S, 90 s",
        "PT90M, 90 min",
        "PT25H, 25 h",
        "P1D, 1 d",
        "P30D, 30 d"
    })
    void itIsWrittenInTheLargestUnitWithoutAFraction(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
