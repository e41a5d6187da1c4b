package io.cdrstream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlicePlannerTest {

    private static final Instant WATERMARK = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TreeMap<Instant, Slice> taken = new TreeMap<>();

    @Test
    void nothingIsDueBeforeIntervalAndSettleHavePassed() {
        assertThat(next(null, at(69), HOUR)).isNull();
    }

    @Test
    void aDueSliceEndsWhereRecordsMayNotBeVisibleYet() {
        assertThat(next(null, at(70).plusMillis(999), HOUR)).isEqualTo(new Slice(WATERMARK, at(10)));
    }

    @Test
    void aStreamFarBehindIsReadInSlicesOfTheGivenLength() {
        assertThat(next(null, at(86_400), HOUR)).isEqualTo(new Slice(WATERMARK, at(3600)));
    }

    @Test
    void slicesAreContiguousAndHalfOpen() {
        take(0, 100);

        assertThat(next(null, at(86_400), HOUR)).isEqualTo(new Slice(at(100), at(3700)));
    }

    @Test
    void aGapBetweenStoredSlicesIsFilledAndNotMore() {
        take(0, 100);
        take(200, 300);

        assertThat(next(null, at(86_400), HOUR)).isEqualTo(new Slice(at(100), at(200)));
    }

    @Test
    void theLastSliceEndsAtTheConfiguredEndHoweverShort() {
        assertThat(next(at(3), at(63), HOUR)).isEqualTo(new Slice(WATERMARK, at(3)));
        take(0, 3);
        assertThat(next(at(3), at(86_400), HOUR)).isNull();
    }

    private Slice next(Instant end, Instant now, Duration length) {
        CdrStream stream = new CdrStream(
                StreamId.of("abcd1234", "SMS", Direction.INBOUND),
                "abcd1234",
                ProductCatalogue.find("SMS"),
                Map.of(),
                "id",
                "cdr.sms",
                Duration.ofSeconds(60),
                null,
                end);
        return new SlicePlanner(stream, Duration.ofSeconds(10)).next(WATERMARK, taken, length, now);
    }

    private void take(long from, long to) {
        taken.put(at(from), new Slice(at(from), at(to)));
    }

    private static Instant at(long second) {
        return WATERMARK.plusSeconds(second);
    }
}
