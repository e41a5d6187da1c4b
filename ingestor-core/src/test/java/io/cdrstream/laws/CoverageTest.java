package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Instant T = World.START;

    private final Coverage coverage = new Coverage();

    @Test
    void reachesToTheFirstGap() {
        add(5, 9);
        add(0, 2);
        add(1, 5);
        add(10, 12);
        assertThat(coverage.from(T)).isEqualTo(T.plusSeconds(9));
    }

    @Test
    void thePiecesThatBeginAlikeCountAsTheLongest() {
        add(0, 7);
        add(0, 3);
        assertThat(coverage.from(T)).isEqualTo(T.plusSeconds(7));
        assertThat(coverage.from(T.minusSeconds(1))).isEqualTo(T.minusSeconds(1));
    }

    private void add(int from, int to) {
        coverage.add(T.plusSeconds(from), T.plusSeconds(to));
    }
}
