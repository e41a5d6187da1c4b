package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.RevisitPlanner.Planned;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RevisitPlannerTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOW = at(100);
    private static final PassPlan PLAN = new PassPlan(
            Duration.ofMinutes(1),
            List.of(Revisit.of(Duration.ofHours(3)), new Revisit(Duration.ofHours(73), 0.03)),
            List.of(),
            Duration.ofDays(7));
    private static final CdrStream STREAM = Pages.stream(PLAN, T0);

    private final TreeMap<Instant, Slice> taken = new TreeMap<>();
    private ToLongFunction<Slice> rate = slice -> slice.span().toSeconds(); // one record a second

    @Test
    void aRevisitReadsNothingThatIsTooYoungOrThatThePassBeforeHasNotRead() {
        assertThat(next(1, at(97), at(99))).isNull();
        Slice planned = next(1, at(90), at(91)).slice();
        assertThat(planned.from()).isEqualTo(at(90));
        assertThat(planned.to()).isBeforeOrEqualTo(at(91));
    }

    @Test
    void anAuditReadsAPartAtTheEndOfItsBlock() {
        Planned planned = next(2, at(0), at(24));

        assertThat(planned.covered().from()).isEqualTo(at(0));
        assertThat(planned.slice().to()).isEqualTo(planned.covered().to());
        assertThat(planned.slice().span()).isLessThan(planned.covered().span().dividedBy(20));
    }

    @Test
    void aQuietEndMakesAnAuditReadBackUntilItSeesEnough() {
        rate = slice -> 2 * overlap(slice, hours(0, 12)); // and nobody in the second half of the day

        Planned planned = next(2, at(0), at(24));

        assertThat(planned.covered()).isEqualTo(hours(0, 24));
        assertThat(rate.applyAsLong(planned.slice())).isBetween(2592L, 2600L); // 3 % of the day's
        assertThat(planned.slice().from()).isBefore(at(12));
    }

    private static long overlap(Slice a, Slice b) {
        Instant from = a.from().isAfter(b.from()) ? a.from() : b.from();
        Instant to = a.to().isBefore(b.to()) ? a.to() : b.to();
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    @Test
    void whatThePassBeforeHasOpenDoesNotMakeAnAuditReadEverything() {
        take(24, 25);

        Planned planned = next(2, at(0), at(24));

        assertThat(planned.slice().span()).isLessThan(planned.covered().span().dividedBy(20));
    }

    @Test
    void theGapThatADirtyAuditHasLeftIsReadWhole() {
        take(5, 6);

        Planned planned = next(2, at(0), at(24));

        assertThat(planned.covered()).isEqualTo(planned.slice());
        assertThat(planned.slice().from()).isEqualTo(at(0));
        assertThat(planned.slice().to()).isBeforeOrEqualTo(at(5));
    }

    private @Nullable Planned next(int pass, Instant frontier, Instant before) {
        return new RevisitPlanner(STREAM, pass).next(frontier, before, taken.tailMap(frontier), rate, NOW);
    }

    private void take(int from, int to) {
        taken.put(at(from), hours(from, to));
    }

    private static Slice hours(int from, int to) {
        return new Slice(at(from), at(to));
    }

    private static Instant at(int hour) {
        return T0.plus(Duration.ofHours(hour));
    }
}
