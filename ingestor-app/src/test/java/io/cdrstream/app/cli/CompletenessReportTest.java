package io.cdrstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.app.cli.CompletenessReport.Found;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CompletenessReportTest {

    private static final Instant HOUR = Instant.parse("2026-03-03T12:00:00Z");

    @Test
    void anHourThatWasReadTwiceIsOneHour() {
        Found found = Found.of(List.of(tally(HOUR, 3), tally(HOUR, 4), tally(HOUR.plus(Tally.HOUR), 5)));
        assertThat(found.hours()).isEqualTo(2);
        assertThat(found.unchanged()).isEqualTo(12);
        assertThat(Found.of(List.of()).hours()).isZero();
    }

    private static Tally tally(Instant hour, long unchanged) {
        Tally.Counts counts = new Tally.Counts(1, unchanged, 0, 0, 0, unchanged, 0, unchanged);
        return new Tally(PageRequest.REDO, hour, counts, Map.of(), 0);
    }
}
