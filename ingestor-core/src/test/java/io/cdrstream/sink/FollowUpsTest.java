package io.cdrstream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowUpsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final PassPlan PLAN = new PassPlan(
            Duration.ofMinutes(1), List.of(), List.of(Duration.ofMinutes(15), Duration.ofHours(1)), Duration.ZERO);

    private final FollowUps followUps = new FollowUps(PLAN, List.of());

    @Test
    void aRecordIsAskedForAtTheFirstAgeThatIsStillToCome() {
        followUps.add(minute(0), List.of("young"), T0.plusSeconds(120));
        followUps.add(minute(0), List.of("older"), T0.plus(Duration.ofMinutes(20)));
        followUps.add(minute(0), List.of("too old"), T0.plus(Duration.ofHours(2)));

        assertThat(followUps.takeChanged())
                .extracting(FollowUp::level, FollowUp::ids)
                .containsExactly(tuple(0, List.of("young")), tuple(1, List.of("older")));
    }

    @Test
    void neighboursShareABatchUntilItsTimeOrItsNumberIsTooLarge() {
        followUps.add(minute(0), List.of("a"), T0.plusSeconds(60));
        followUps.add(minute(0), List.of("b"), T0.plusSeconds(60));
        followUps.add(minute(10), List.of("c"), T0.plusSeconds(660));
        assertThat(followUps.all()).extracting(FollowUp::ids).containsExactly(List.of("a", "b"), List.of("c"));

        followUps.add(minute(20), ids(450), T0.plusSeconds(1260));
        assertThat(followUps.all()).allMatch(batch -> batch.ids().size() <= 200).hasSize(5);
    }

    @Test
    void whoIsFinalLeavesAndAnEmptyBatchIsForgotten() {
        followUps.add(minute(0), List.of("a", "b"), T0.plusSeconds(60));
        followUps.remove(minute(0), List.of("a"));
        assertThat(followUps.earliest()).contains(T0);

        followUps.remove(minute(0), List.of("b"));
        assertThat(followUps.earliest()).isEmpty();
        assertThat(followUps.takeChanged()).singleElement().matches(batch -> batch.ids()
                .isEmpty());
    }

    @Test
    void whatAShorterPlanDoesNotAskForAnyMoreIsForgotten() {
        FollowUps shorter =
                new FollowUps(PassPlan.once(Duration.ZERO), List.of(new FollowUp(7, 1, minute(0), List.of("a"))));

        assertThat(shorter.earliest()).isEmpty();
        assertThat(shorter.takeChanged()).singleElement().matches(batch -> batch.ids()
                .isEmpty());
    }

    @Test
    void aBatchIsNoLongerThanASliceMayBeHoweverOldItsAge() {
        PassPlan plan = new PassPlan(Duration.ZERO, List.of(), List.of(Duration.ofDays(10)), Duration.ZERO);
        FollowUps old = new FollowUps(plan, List.of());
        old.add(minute(0), List.of("a"), T0.plusSeconds(60));
        old.add(minute(25 * 60), List.of("b"), T0.plus(Duration.ofHours(26)));

        assertThat(old.all()).hasSize(2);
    }

    private static List<String> ids(int number) {
        return IntStream.range(0, number).mapToObj(i -> "cdr-" + i).toList();
    }

    private static Slice minute(int number) {
        return new Slice(T0.plusSeconds(60L * number), T0.plusSeconds(60L * number + 60));
    }
}
