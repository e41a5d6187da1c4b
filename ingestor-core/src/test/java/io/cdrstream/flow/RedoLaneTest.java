package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.ChunkRef;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Slice;
import io.cdrstream.plan.RevisitLength;
import io.cdrstream.sink.Postings;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedoLaneTest {

    private static final Instant NOW = hour(100);

    private final CdrStream stream = Pages.stream("cdr.sms");

    @Test
    void itIsReadInWideSlicesOneAfterTheOtherUpToItsEnd() {
        Lanes lanes = lanes();
        assertThat(next(lanes)).isEqualTo(new Slice(hour(1), hour(25)));
        assertThat(next(lanes)).isEqualTo(new Slice(hour(25), hour(49)));
        assertThat(next(lanes)).isEqualTo(new Slice(hour(49), hour(60)));
        assertThat(lanes.later(NOW, 0, slice -> false)).isNull();
    }

    @Test
    void aSliceHoldsNoMoreRecordsThanFitIntoMemoryEvenAfterCommitsOfOtherPasses() {
        Slice busy = new Slice(hour(40), hour(60));
        Lanes lanes = lanes(new ChunkRef("s", 1, 0, 10 * RevisitLength.MOST_RECORDS, busy));
        PageRequest fresh = new PageRequest(stream, new Slice(hour(90), hour(91)), null);
        lanes.committed(Postings.of(
                Pages.page(stream, fresh.slice(), null, null), List.of(), 0, reached(hour(91), redo(hour(40)))));

        assertThat(next(lanes)).isEqualTo(new Slice(hour(40), hour(42)));
    }

    @Test
    void nothingIsReadAgainThatSomebodyIsAskingAboutById() {
        Lanes lanes = lanes();
        assertThat(lanes.later(NOW, 0, slice -> slice.overlaps(new Slice(hour(2), hour(3)))))
                .isNull();
        assertThat(next(lanes)).isEqualTo(new Slice(hour(1), hour(25)));
    }

    @Test
    void aPageThatIsHereAlreadyFitsIfItsTimeIsStillToBeRead() {
        Lanes lanes = lanes();
        assertThat(lanes.fits(request(1, 25))).isTrue();
        assertThat(lanes.fits(request(0, 20))).isFalse();
        assertThat(lanes.fits(request(59, 61))).isFalse();
        lanes.take(new Slice(hour(1), hour(25)));
        assertThat(lanes.fits(request(1, 25))).isFalse();
    }

    @Test
    void ofARedoThatWasCancelledNoPageFits() {
        Progress progress =
                new Progress(stream.id(), reached(hour(90), null), List.of(), List.of(), List.of(), List.of());
        Lanes lanes = new Lanes(stream, progress, Duration.ofMinutes(1));
        assertThat(lanes.fits(request(1, 25))).isFalse();
        assertThat(lanes.later(NOW, 0, slice -> false)).isNull();
    }

    private PageRequest request(int from, int to) {
        return new PageRequest(stream, new Slice(hour(from), hour(to)), null, PageRequest.REDO, hour(from), List.of());
    }

    private static Slice next(Lanes lanes) {
        return Objects.requireNonNull(lanes.later(NOW, 0, slice -> false)).slice;
    }

    private Lanes lanes(ChunkRef... chunks) {
        Progress progress = new Progress(
                stream.id(), reached(hour(90), redo(hour(1))), List.of(), List.of(chunks), List.of(), List.of());
        return new Lanes(stream, progress, Duration.ofMinutes(1));
    }

    private static Reached reached(Instant watermark, @Nullable Redo redo) {
        return new Reached(Pages.START, List.of(watermark), watermark, Pages.START, 1, redo);
    }

    private static Redo redo(Instant next) {
        return new Redo(hour(1), next, hour(60));
    }

    private static Instant hour(int hour) {
        return Pages.START.plus(Duration.ofHours(hour));
    }
}
