package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ArrivalDelayTest {

    private final ArrivalDelay delay =
            new ArrivalDelay("abcd1234/SMS", new TreeMap<>(Map.of(10L, 90L, 60L, 9L, 3600L, 1L)));

    @Test
    void aQuantileIsTheAgeAtWhichThatPartHadBeenSeen() {
        assertThat(delay.count()).isEqualTo(100);
        assertThat(delay.quantile(0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay.quantile(0.9)).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay.quantile(0.91)).isEqualTo(Duration.ofSeconds(60));
        assertThat(delay.max()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRecordSeenAtExactlyAnAgeWasSeenFromThatAgeOn() {
        assertThat(delay.from(Duration.ZERO)).isEqualTo(1);
        assertThat(delay.from(Duration.ofSeconds(60))).isEqualTo(0.1);
        assertThat(delay.from(Duration.ofSeconds(61))).isEqualTo(0.01);
        assertThat(delay.from(Duration.ofSeconds(3601))).isZero();
    }

    @Test
    void ofNoRecordsNothingIsKnown() {
        ArrivalDelay nothing = new ArrivalDelay("abcd1234/SMS", new TreeMap<>());
        assertThat(nothing.count()).isZero();
        assertThat(nothing.max()).isZero();
        assertThat(nothing.from(Duration.ofDays(1))).isZero();
    }
}
