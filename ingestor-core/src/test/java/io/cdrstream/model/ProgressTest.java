package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Progress.Reached;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T09:20:00Z");
    private static final CdrStream STREAM =
            Pages.stream(PassPlan.once(Duration.ofMinutes(1)), BEGIN, BEGIN.plusSeconds(600));

    @Test
    void anEndBehindWhatIsReadIsTheNextFullHour() {
        assertThat(end(BEGIN.plusSeconds(601))).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(end(Instant.parse("2026-03-01T11:00:00Z"))).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void anEndThatIsNotYetReachedOrJustReachedStays() {
        assertThat(end(BEGIN.plusSeconds(599))).isEqualTo(STREAM.end());
        assertThat(end(BEGIN.plusSeconds(600))).isEqualTo(STREAM.end());
    }

    @Test
    void aStreamThatBeginsBehindItsEndReadsNothing() {
        Progress none = Progress.begin(STREAM.id(), STREAM.end().plusSeconds(900), 1);

        assertThat(none.bounded(STREAM)).isSameAs(STREAM);
    }

    @Test
    void withoutAnEndThereIsNone() {
        CdrStream endless = Pages.stream(STREAM.plan(), BEGIN);

        assertThat(reached(BEGIN.plusSeconds(900)).bounded(endless)).isSameAs(endless);
    }

    private static Instant end(Instant watermark) {
        return reached(watermark).bounded(STREAM).end();
    }

    private static Progress reached(Instant watermark) {
        Reached reached = new Reached(BEGIN, List.of(watermark), BEGIN, BEGIN, 1, null);
        return new Progress(STREAM.id(), reached, List.of(), List.of(), List.of(), List.of());
    }
}
