package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RevisitLengthTest {

    @Test
    void aSliceIsAnEighthOfItsAgeWithinBounds() {
        assertThat(RevisitLength.slice(Duration.ofMinutes(5), 0.001)).isEqualTo(Duration.ofMinutes(10));
        assertThat(RevisitLength.slice(Duration.ofHours(8), 0.001)).isEqualTo(Duration.ofHours(1));
        assertThat(RevisitLength.slice(Duration.ofDays(30), 0)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void slicesAndBlocksHaveWholeSecondsWhateverTheAge() {
        assertThat(RevisitLength.slice(Duration.ofMinutes(135), 0)).isEqualTo(Duration.ofSeconds(1013));
        assertThat(RevisitLength.block(Duration.ofMillis(4_000_500), 1, 1)).isEqualTo(Duration.ofSeconds(4001));
    }

    @Test
    void aSliceHoldsNoMoreRecordsThanTheHeapIsMeantFor() {
        Duration slice = RevisitLength.slice(Duration.ofHours(73), 100);
        assertThat(slice).isEqualTo(Duration.ofSeconds(200));
        assertThat(RevisitLength.slice(Duration.ofHours(73), 1e9)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aBlockGrowsUntilItsSampleIsTheShareAskedFor() {
        assertThat(RevisitLength.block(Duration.ofHours(3), 0.05, 10)).isEqualTo(Duration.ofHours(3));
        Duration block = RevisitLength.block(Duration.ofHours(3), 0.05, 0.25);
        assertThat(block).isEqualTo(Duration.ofSeconds(24_000));
        assertThat(RevisitLength.sampled(0.05, block.toSeconds() * 0.25)).isEqualTo(0.05);
        assertThat(RevisitLength.block(Duration.ofMinutes(5), 0.05, 100)).isEqualTo(Duration.ofHours(1));
        assertThat(RevisitLength.block(Duration.ofHours(73), 0.05, 0)).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aSampleIsLargeEnoughOrEverything() {
        assertThat(RevisitLength.sampled(0.05, 60_000)).isEqualTo(0.05);
        assertThat(RevisitLength.sampled(0.05, 3_000)).isEqualTo(0.1);
        assertThat(RevisitLength.sampled(0.05, 300)).isEqualTo(1);
        assertThat(RevisitLength.sampled(0.05, 0)).isEqualTo(1);
    }
}
