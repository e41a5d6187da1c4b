package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SliceLengthTest {

    private final SliceLength length = new SliceLength();

    @Test
    void asLongAsNothingIsKnownWhatIsSaidIsExpected() {
        assertThat(length.expected(Duration.ofSeconds(10), 0.5)).isEqualTo(6);
    }

    @Test
    void aStreamOfShortSlicesIsKnownAfterTheFirst() {
        length.learn(Duration.ofSeconds(5), 1);
        assertThat(length.expected(Duration.ofSeconds(10), 100)).isEqualTo(3);

        length.learn(Duration.ofSeconds(5), 1000); // a burst is not forgotten at once
        length.learn(Duration.ofSeconds(5), 0);
        assertThat(length.expected(Duration.ofSeconds(10), 100)).isBetween(500L, 1000L);
    }

    @Test
    void aQuietStreamIsExpectedToStayQuiet() {
        for (int i = 0; i < 10; i++) {
            length.learn(length.next(), 2);
        }
        assertThat(length.expected(Duration.ofSeconds(10), 100)).isBetween(1L, 30L);
    }
}
