package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SliceLengthTest {

    private final SliceLength length = new SliceLength(Duration.ofMinutes(1));

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

    @Test
    void afterASliceThatWasTooLongItAimsAtWhatCouldBeReadAndGrowsSlowly() {
        length.learn(Duration.ofMinutes(1), 600); // ten a second
        assertThat(length.next()).isEqualTo(Duration.ofMinutes(8));

        length.shorten(length.next(), 1000);
        assertThat(length.next()).isEqualTo(Duration.ofSeconds(50));
        for (int slice = 0; slice < 100; slice++) {
            length.learn(length.next(), length.next().getSeconds() * 10);
        }
        assertThat(length.next()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));

        length.learn(length.next(), 0); // a quiet night
        assertThat(length.next()).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void aSliceIsShortenedToNoLessThanASecondAndAQuietOneToItsHalf() {
        length.shorten(Duration.ofSeconds(40), Long.MAX_VALUE);
        assertThat(length.next()).isEqualTo(Duration.ofSeconds(20));
        length.shorten(Duration.ofHours(1), 1000);
        assertThat(length.next()).isEqualTo(Duration.ofSeconds(20));
        length.learn(Duration.ofSeconds(20), 0);
        length.shorten(Duration.ofSeconds(2), Long.MAX_VALUE);
        assertThat(length.next()).isEqualTo(Duration.ofSeconds(1));
    }
}
