package io.cdrstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DueTest {

    private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final PassPlan PLAN = new PassPlan(
            Duration.ofMinutes(1), List.of(Revisit.of(Duration.ofHours(3))), List.of(), Duration.ofDays(7));

    @Test
    void aFirstPassMayWaitForItsInterval() {
        assertThat(Due.of(PLAN, 0, TIME, USUAL)).isEqualTo(new Due(TIME.plusSeconds(60), TIME.plusSeconds(130)));
        assertThat(Due.of(PLAN, 0, TIME, Duration.ofMinutes(4)).latest()).isEqualTo(TIME.plusSeconds(360));
    }

    @Test
    void aLaterPassMayWaitForTheFirstOne() {
        Duration sixHours = Duration.ofHours(6);
        assertThat(Due.of(PLAN, 1, TIME, sixHours).latest()).isAfterOrEqualTo(TIME.plus(sixHours));
        assertThat(Due.seal(PLAN, TIME, sixHours).latest()).isAfterOrEqualTo(TIME.plus(sixHours));
    }
}
