package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final Account SMS = new Account("key", "abcd1234", "SMS");
    private static final Account CALLS = new Account("key", "abcd1234", "VOICE-CALL");

    @Test
    void whatBothCountIsNoDifference() {
        Compared same = compare(new Count(3, 2500), new Count(3, 2500));
        assertThat(same.lostRecords()).isZero();
        assertThat(same.unexplained()).isZero();
        assertThat(same.isBeyond(0)).isFalse();
    }

    @Test
    void anAnswerThatWasNeverCommittedIsShownApart() {
        Compared lost = compare(new Count(100, 90_000), new Count(101, 90_800));
        assertThat(lost.lostPages()).isEqualTo(1);
        assertThat(lost.lostRecords()).isEqualTo(800);
        assertThat(lost.unexplained()).isZero();
        assertThat(lost.isBeyond(0.01)).isFalse();
        assertThat(lost.isBeyond(0.005)).isTrue();
    }

    @Test
    void moreThanLostPagesCanHoldHasNoReason() {
        Compared more = compare(new Count(3, 2500), new Count(4, 4000));
        assertThat(more.lostRecords()).isEqualTo(1000);
        assertThat(more.unexplained()).isEqualTo(500);
        assertThat(more.isBeyond(0.01)).isTrue();
    }

    @Test
    void recordsThatTheyChargeForWithoutAPageAreADifference() {
        Compared charged = compare(new Count(3, 2500), new Count(3, 2600));
        assertThat(charged.lostRecords()).isZero();
        assertThat(charged.unexplained()).isEqualTo(100);
        assertThat(charged.isBeyond(0.01)).isTrue();
    }

    @Test
    void whatTheyDoNotKnowOfIsADifferenceToo() {
        Compared less = compare(new Count(3, 2500), new Count(2, 1500));
        assertThat(less.unexplained()).isEqualTo(-1000);
        assertThat(less.isBeyond(0.01)).isTrue();
    }

    @Test
    void whatOnlyOneSideKnowsIsComparedWithNothing() {
        assertThat(Reconciliation.compare(
                        List.of(new Counted(SMS, new Count(1, 5)), new Counted(SMS, new Count(1, 6))),
                        List.of(new Counted(CALLS, new Count(1, 7)))))
                .containsExactly(
                        new Compared(SMS, new Count(2, 11), Count.NONE),
                        new Compared(CALLS, Count.NONE, new Count(1, 7)));
    }

    private static Compared compare(Count ours, Count theirs) {
        return Reconciliation.compare(List.of(new Counted(SMS, ours)), List.of(new Counted(SMS, theirs)))
                .iterator()
                .next();
    }
}
