package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.4S, 400ms",
        "PT60S, 60s",
        "PT1M30S, 90s",
        "PT185M, 185m",
        "PT25H, 25h",
        "P3D, 72h",
        "P7D, 7d"
    })
    void asAConfigurationWritesIt(Duration duration, String text) {
        assertThat(DurationText.configured(duration)).isEqualTo(text);
    }

    @Test
    void roughlyLeavesOutWhatNobodyAsksFor() {
        assertThat(DurationText.roughly(Duration.ofDays(37).plusMillis(1234))).isEqualTo("37 d");
        assertThat(DurationText.roughly(Duration.ofDays(1))).isEqualTo("1 d");
        assertThat(DurationText.roughly(Duration.ofHours(30).plusSeconds(7))).isEqualTo("30 h");
        assertThat(DurationText.roughly(Duration.ofMinutes(90))).isEqualTo("90 min");
    }
}
