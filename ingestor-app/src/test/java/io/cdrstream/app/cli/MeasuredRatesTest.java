package io.cdrstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredRatesTest {

    private static final Instant OURS = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant THEIRS = Instant.parse("2026-03-02T00:00:00Z");

    private final Map<CdrStream, Progress> streams = Map.of(
            stream("a"), Progress.begin(stream("a").id(), THEIRS.minusSeconds(60), 1),
            stream("b"), Progress.begin(stream("b").id(), THEIRS.minusSeconds(7200), 1));

    @Test
    void theApisTimeIsOurs() {
        assertThat(MeasuredRates.apiTime(streams, 1, OURS)).isEqualTo(OURS);
    }

    @Test
    void aSimulatorsIsWhereItWasReadLast() {
        assertThat(MeasuredRates.apiTime(streams, 1000, OURS)).isEqualTo(THEIRS);
        assertThat(MeasuredRates.apiTime(Map.of(), 1000, OURS)).isEqualTo(OURS);
    }

    private static CdrStream stream(String account) {
        return new CdrStream(
                StreamId.of(account, "VERIFY-API", null),
                "key",
                ProductCatalogue.find("VERIFY-API"),
                Map.of(),
                "id",
                "cdr",
                Duration.ofSeconds(60),
                null,
                null);
    }
}
