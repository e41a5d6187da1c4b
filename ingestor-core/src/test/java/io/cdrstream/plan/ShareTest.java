package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {

    @Test
    void aloneAnInstanceHasTheWholeBudget() {
        assertThat(new Share(Set.of(0, 1, 2, 3), 4).requestsPerSecond(7.5)).isEqualTo(7.5);
        assertThat(new Share(Set.of(0, 1, 2, 3), 4).inFlight(12)).isEqualTo(12);
    }

    @Test
    void howeverTasksAreSpreadAllSharesAreWholeAndTheirSumIsTheBudget() {
        Random random = new Random(1);
        for (int trial = 0; trial < 1000; trial++) {
            int all = 1 + random.nextInt(12);
            int budget = all + random.nextInt(40);
            int instances = 2 + random.nextInt(4);
            TreeMap<Integer, Set<Integer>> owners = new TreeMap<>();
            for (int task = 0; task < all; task++) {
                owners.computeIfAbsent(random.nextInt(instances), instance -> new TreeSet<>())
                        .add(task);
            }

            double sum = 0;
            for (Set<Integer> tasks : owners.values()) {
                double share = new Share(tasks, all).requestsPerSecond(budget);
                assertThat(share % 1)
                        .as("%s of %s tasks, %s a second", tasks, all, budget)
                        .isZero();
                sum += share;
            }
            assertThat(sum).as("%s, %s a second", owners, budget).isEqualTo(budget);
        }
    }

    @Test
    void whereThereAreMoreTasksThanRequestsAllHaveTheSameFraction() {
        assertThat(new Share(Set.of(0), 4).requestsPerSecond(2)).isEqualTo(0.5);
        assertThat(new Share(Set.of(1), 4).requestsPerSecond(2)).isEqualTo(0.5);
        double sum = IntStream.range(0, 16)
                .mapToDouble(task -> new Share(Set.of(task), 16).requestsPerSecond(8))
                .sum();
        assertThat(sum).isEqualTo(8);
    }

    @Test
    void whoOwnsNothingHasWhatOneTaskHas() {
        Share nothing = new Share(Set.of(), 4);

        assertThat(nothing.requestsPerSecond(8)).isEqualTo(2);
        assertThat(nothing.inFlight(12)).isEqualTo(3);
    }
}
