package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private final Departures departures = new Departures();

    @Test
    void areInOrderHoweverTheyCome() {
        add(30, 10, 20);

        assertThat(latest(3)).containsExactly(30, 20, 10);
    }

    @Test
    void theOldestIsForgottenWhereThereIsNoRoom() {
        for (int time = 0; time < Departures.MOST + 5; time++) {
            departures.add(time);
        }

        assertThat(departures.count()).isEqualTo(Departures.MOST);
        assertThat(departures.latest(Departures.MOST)).isEqualTo(5);
    }

    @Test
    void whatLeavesLateTakesItsPlaceAmongTheOthers() {
        add(10, 20, 30);
        departures.move(10, 25);

        assertThat(latest(3)).containsExactly(30, 25, 20);
    }

    @Test
    void oneOfTwoThatWereToLeaveAtTheSameTimeStays() {
        add(10, 10);
        departures.move(10, 15);

        assertThat(latest(2)).containsExactly(15, 10);
    }

    @Test
    void aTimeThatIsForgottenStillLeavesNow() {
        add(20);
        departures.move(10, 30);

        assertThat(latest(2)).containsExactly(30, 20);
    }

    @Test
    void monotonicTimesMayWrapAround() {
        departures.add(Long.MAX_VALUE);
        departures.add(Long.MIN_VALUE + 5);

        assertThat(departures.latest(1)).isEqualTo(Long.MIN_VALUE + 5);
    }

    private void add(long... times) {
        for (long time : times) {
            departures.add(time);
        }
    }

    private long[] latest(int most) {
        return IntStream.rangeClosed(1, most)
                .mapToLong(n -> departures.latest(n))
                .toArray();
    }
}
