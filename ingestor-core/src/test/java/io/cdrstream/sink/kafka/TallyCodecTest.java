package io.cdrstream.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.Direction;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyCodecTest {

    private static final StreamId STREAM = StreamId.of("abcd1234", "SMS", Direction.INBOUND);
    private static final Instant HOUR = Instant.parse("2026-10-01T05:00:00Z");

    @Test
    void anEntryIsReadAsItWasWritten() {
        for (int pass : new int[] {0, 1, 12, PageRequest.FOLLOW_UP}) {
            CompletenessEntry entry = entry(pass);
            assertThat(TallyCodec.entry(TallyCodec.entry(entry), Map.of(STREAM.text(), STREAM)))
                    .isEqualTo(entry);
        }
    }

    @Test
    void anEntryOfAnotherStreamIsNone() {
        assertThat(TallyCodec.entry(TallyCodec.entry(entry(0)), Map.of())).isNull();
    }

    private static CompletenessEntry entry(int pass) {
        String name =
                pass == PageRequest.FOLLOW_UP ? CompletenessEntry.SEALED : pass == 0 ? "first" : "revisit-" + pass;
        Tally found = new Tally(
                pass, HOUR, new Tally.Counts(1, 2, 3, 4, 5, 6, 7, 8), Map.of("EUR", new BigDecimal("1.25")), -5);
        return new CompletenessEntry(STREAM, name, HOUR.plusSeconds(90), HOUR.plusSeconds(3600), found);
    }
}
