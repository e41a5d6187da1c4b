package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private final Departures departures = new Departures();

    @Test
    void areInOrderHoweverTheyCome() {
        leave(30, 10, 20);

        assertThat(latest(3)).containsExactly(30, 20, 10);
    }

    @Test
    void theOldestIsForgottenWhereThereIsNoRoom() {
        for (int time = 0; time < Departures.MOST + 5; time++) {
            leave(time);
        }

        assertThat(departures.count()).isEqualTo(Departures.MOST);
        assertThat(departures.latest(Departures.MOST)).isEqualTo(5);
    }

    @Test
    void whatWaitsHasNotLeft() {
        departures.plan(10);
        departures.plan(20);
        departures.left(10, 25);

        assertThat(departures.waiting()).isOne();
        assertThat(latest(1)).containsExactly(25);
    }

    @Test
    void twoMayBePlannedForTheSameTime() {
        departures.plan(10);
        departures.plan(10);
        departures.left(10, 15);

        assertThat(departures.waiting()).isOne();
        departures.left(10, 12);
        assertThat(departures.waiting()).isZero();
        assertThat(latest(2)).containsExactly(15, 12);
    }

    @Test
    void monotonicTimesMayWrapAround() {
        leave(Long.MAX_VALUE, Long.MIN_VALUE + 5);

        assertThat(departures.latest(1)).isEqualTo(Long.MIN_VALUE + 5);
    }

    private void leave(long... times) {
        for (long time : times) {
            departures.plan(time);
            departures.left(time, time);
        }
    }

    private long[] latest(int most) {
        return IntStream.rangeClosed(1, most)
                .mapToLong(n -> departures.latest(n))
                .toArray();
    }
}
