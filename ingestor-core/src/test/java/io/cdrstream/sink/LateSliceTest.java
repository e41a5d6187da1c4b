package io.cdrstream.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the first pass reads so late that a revisit of everything is due is not paid for once more. */
class LateSliceTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration AGE = Duration.ofHours(3);
    private static final CdrStream STREAM = Pages.stream(
            new PassPlan(Duration.ZERO, List.of(Revisit.of(AGE), Revisit.of(AGE.multipliedBy(2))), List.of(), AGE), T0);

    private final StreamBook book = new StreamBook(
            STREAM,
            Progress.begin(STREAM.id(), T0, 3),
            new Fingerprints(new byte[16]),
            chunks -> Map.of(),
            new SeenMemory(1000));

    @Test
    void aSliceThatWasAllDueStandsForItsRevisit() {
        read(0, 100, T0.plus(AGE).plusSeconds(100));

        assertThat(book.progress().frontiers()).containsExactly(at(100), at(100), at(0));
    }

    @Test
    void ofASliceAcrossTheAgeTheOlderPartStandsForIt() {
        read(0, 100, T0.plus(AGE).plusMillis(60_900));

        assertThat(book.progress().frontiers()).containsExactly(at(100), at(60), at(0));
    }

    @Test
    void aSliceThatWasNotDueStandsForNothing() {
        read(0, 100, T0.plus(AGE));

        assertThat(book.progress().frontiers()).containsExactly(at(100), at(0), at(0));
    }

    @Test
    void whatWasDueTwiceStandsForBothRevisits() {
        read(0, 100, T0.plus(AGE.multipliedBy(2)).plusSeconds(30));

        assertThat(book.progress().frontiers()).containsExactly(at(100), at(100), at(30));
    }

    @Test
    void theRevisitGoesOnBehindIt() {
        read(0, 100, T0.plus(AGE).plusSeconds(60));
        PageRequest rest = new PageRequest(STREAM, new Slice(at(60), at(100)), null, 1, at(60), List.of());
        post(rest, T0.plus(AGE).plusSeconds(100));

        assertThat(book.progress().frontiers()).containsExactly(at(100), at(100), at(0));
        assertThat(book.progress().slices()).isEmpty();
    }

    private void read(int from, int to, Instant asked) {
        post(new PageRequest(STREAM, new Slice(at(from), at(to)), null), asked);
    }

    private void post(PageRequest request, Instant asked) {
        Page page = new Page(request, "{}".getBytes(US_ASCII), List.of(), List.of(), null, asked);
        book.post(page, cdr -> false, 0);
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }
}
