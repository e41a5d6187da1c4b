package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SliceLengthTest {

    private final SliceLength length = new SliceLength();

    @Test
    void asLongAsNothingIsKnownASliceIsExpectedToBeFull() {
        assertThat(length.expected(Duration.ofSeconds(10))).isGreaterThan(1000);
    }

    @Test
    void aQuietStreamIsExpectedToStayQuiet() {
        for (int i = 0; i < 10; i++) {
            length.learn(length.next(), 2);
        }
        assertThat(length.expected(Duration.ofSeconds(10))).isBetween(1L, 30L);
    }
}
