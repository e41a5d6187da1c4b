package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.EventFormat;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Redo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a changed plan makes of how far the passes of another have come. */
class StreamRecordTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamRecord STORED = new StreamRecord(
            "abcd1234/SMS/outbound",
            hours(-100),
            NOON,
            hours(-80),
            hours(-90),
            List.of(new PassReached(Duration.ofHours(3), hours(-3)), new PassReached(Duration.ofHours(24), hours(-24))),
            null,
            7,
            "id",
            EventFormat.JSON,
            Map.of(),
            NOON);

    @Test
    void theSamePlanGoesOn() {
        assertThat(STORED.isOf(plan(3, 24))).isTrue();
        assertThat(STORED.frontiers(plan(3, 24))).containsExactly(NOON, hours(-3), hours(-24));
    }

    @Test
    void whatWasReadAtAGreaterAgeNeedNotBeReadAtASmallerOne() {
        assertThat(STORED.isOf(plan(1, 3))).isFalse();
        assertThat(STORED.frontiers(plan(1, 3))).containsExactly(NOON, hours(-3), hours(-3));
    }

    @Test
    void aGreaterAgeThanEverBeginsAtTheSeal() {
        assertThat(STORED.frontiers(plan(3, 48))).containsExactly(NOON, hours(-3), hours(-80));
    }

    @Test
    void aRedoEndsWhereAPassOfAnotherPlanIsStillToCome() {
        StreamRecord redone = STORED.with(new Redo(hours(-85), hours(-81), hours(-24)), NOON);

        assertThat(redone.reached(plan(3, 24)).redo()).isEqualTo(redone.redo());
        assertThat(redone.reached(plan(3, 48)).redo()).isEqualTo(new Redo(hours(-85), hours(-81), hours(-80)));
        StreamRecord further = STORED.with(new Redo(hours(-85), hours(-80), hours(-24)), NOON);
        assertThat(further.reached(plan(3, 48)).redo())
                .as("nothing is left of it")
                .isNull();
    }

    @Test
    void aPlanOfOnePassHasOneFrontier() {
        assertThat(STORED.frontiers(PassPlan.once(Duration.ZERO))).containsExactly(NOON);
    }

    private static PassPlan plan(int... ages) {
        Stream<Revisit> revisits = Arrays.stream(ages).mapToObj(age -> Revisit.of(Duration.ofHours(age)));
        return new PassPlan(Duration.ZERO, revisits.toList(), List.of(), Duration.ZERO);
    }

    private static Instant hours(int number) {
        return NOON.plus(Duration.ofHours(number));
    }
}
