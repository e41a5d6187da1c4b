package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeeCapTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    private final FeeCap cap = new FeeCap(10_000);

    @BeforeEach
    void allTasksAreOurs() {
        cap.share(0, 4);
        cap.share(1, 4);
        cap.share(2, 4);
        cap.share(3, 4);
    }

    @Test
    void requestsRunInParallelAsLongAsFullPagesFit() {
        cap.bill(0, NOON, 7_500);

        assertThat(cap.allows(NOON, 1)).isTrue();
        assertThat(cap.allows(NOON, 2)).isFalse();
    }

    @Test
    void theRestIsSpentOneRequestAtATime() {
        cap.bill(0, NOON, 9_900);

        assertThat(cap.allows(NOON, 0)).isTrue();
        assertThat(cap.allows(NOON, 1)).isFalse();
    }

    @Test
    void nothingIsAskedAtTheCap() {
        cap.bill(0, NOON, 10_000);

        assertThat(cap.allows(NOON, 0)).isFalse();
        assertThat(cap.isReached()).isTrue();
    }

    @Test
    void aNewDayStartsAtZero() {
        cap.bill(0, NOON, 10_000);

        assertThat(cap.allows(Instant.parse("2026-03-02T00:00:00Z"), 0)).isTrue();
        assertThat(cap.spent()).isZero();
    }

    @Test
    void whatAnEarlierProcessSpentTodayCounts() {
        cap.allows(NOON, 0);
        cap.restore(0, DAY, 6_000);
        cap.restore(1, DAY, 4_000);
        cap.restore(2, DAY.minusDays(1), 9_000);

        assertThat(cap.allows(NOON, 0)).isFalse();
    }

    @Test
    void aNewSessionDoesNotForgetWhatWasNotCommitted() {
        cap.bill(0, NOON, 9_000);
        cap.restore(0, DAY, 5_000);

        assertThat(cap.spent()).isEqualTo(9_000);
    }

    @Test
    void theCapIsShared() {
        cap.forget(2);
        cap.forget(3);
        cap.bill(0, NOON, 5_000);

        assertThat(cap.isReached()).isTrue();
    }

    @Test
    void nothingIsSpentBeforeABillIsKnown() {
        FeeCap fresh = new FeeCap(10_000);
        assertThat(fresh.allows(NOON, 0)).isFalse();
        assertThat(fresh.isReached()).isFalse();

        fresh.share(0, 4);
        assertThat(fresh.allows(NOON, 0)).isTrue();
    }

    @Test
    void nothingIsSpentWhileSomebodyHoldsTheCap() {
        FeeCap fresh = new FeeCap(10_000);
        Object first = new Object();
        Object second = new Object();
        fresh.hold(first);
        fresh.hold(second);
        fresh.share(0, 2);
        fresh.letGo(first);
        assertThat(fresh.allows(NOON, 0)).as("task 1 may have spent it all").isFalse();
        assertThat(fresh.isKnown()).isFalse();

        fresh.share(1, 2);
        fresh.restore(1, DAY, 10_000);
        fresh.letGo(second);
        assertThat(fresh.allows(NOON, 0)).isFalse();
        assertThat(fresh.isReached()).isTrue();
    }

    @Test
    void thePartOfATaskThatCannotBeOpenedIsNotSpent() {
        FeeCap fresh = new FeeCap(10_000);
        fresh.hold("opening");
        fresh.share(0, 2);
        fresh.letGo("opening");
        assertThat(fresh.allows(NOON, 0)).isTrue();

        fresh.bill(0, NOON, 5_000);
        assertThat(fresh.isReached()).isTrue();
    }

    @Test
    void whatATaskHasSpentIsSpentWhereverItGoes() {
        cap.bill(0, NOON, 10_000);
        cap.forget(0);
        cap.looked();

        assertThat(cap.spent()).isZero();
        assertThat(cap.isReached()).isTrue();
    }

    @Test
    void whatIsStoredWithAnotherTaskIsCountedOnce() {
        cap.bill(0, NOON, 3_000);
        cap.restore(1, DAY, 2_000);
        cap.move(0, 1, DAY.minusDays(1), 500); // nobody's concern any more
        cap.move(0, 1, DAY, 1_000);
        cap.restore(0, DAY, 2_000);
        cap.restore(1, DAY, 3_000);

        assertThat(cap.spentByAll()).isEqualTo(5_000);
    }

    @Test
    void whatOthersSpentYesterdayIsNoMatter() {
        cap.forget(0);
        cap.restore(0, DAY, 10_000);
        assertThat(cap.allows(NOON, 0)).isFalse();
        assertThat(cap.allows(Instant.parse("2026-03-02T00:00:00Z"), 0)).isTrue();
    }

    /** The first has spent most of it with one task before the others come. */
    @Test
    void whatIsLeftIsSharedByAllWhoLook() {
        cap.bill(0, NOON, 8_000);
        FeeCap second = new FeeCap(10_000);
        FeeCap third = new FeeCap(10_000);
        give(2, second);
        give(3, third);
        second.looked();
        third.looked();
        cap.looked();

        assertThat(untilReached(cap, 1)).isEqualTo(1_000);
        assertThat(untilReached(second, 2)).isEqualTo(500);
        assertThat(untilReached(third, 3)).isEqualTo(500);
    }

    private void give(int task, FeeCap to) {
        cap.forget(task);
        to.share(task, 4);
        to.restore(0, DAY, 8_000);
    }

    private static int untilReached(FeeCap cap, int task) {
        int records = 0;
        for (; cap.allows(NOON, 0); records++) {
            cap.bill(task, NOON, 1);
        }
        return records;
    }
}
