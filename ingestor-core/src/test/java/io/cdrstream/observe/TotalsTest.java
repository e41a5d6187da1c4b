package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Committed;
import io.cdrstream.sink.Postings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TotalsTest {

    private static final StreamId ID = StreamId.of("abcd1234", "ASR", null);
    private static final LocalDate DAY = LocalDate.ofInstant(Instant.EPOCH, ZoneOffset.UTC);

    private final Totals totals = new Totals(List.of(credential("dear", "0.01"), credential("cheap", "0.0004")));

    @Test
    void nothingHasHappenedAtFirst() {
        assertThat(totals)
                .hasToString("published 0, duplicates dropped 0, dead letters 0; billed 0 records, 0.00 euros");
    }

    @Test
    void everyCommitAndEveryBillCountsAtItsOwnFee() {
        totals.committed(0, committed(90, 7, 3), Duration.ZERO);
        totals.committed(3, committed(10, 0, 0), Duration.ZERO);
        totals.billed("dear", ID, 100, DAY, 100);
        totals.billed("cheap", ID, 1000, DAY, 9000);
        totals.billed("cheap", ID, 10, DAY.plusDays(1), 10);
        assertThat(totals)
                .hasToString("published 100, duplicates dropped 7, dead letters 3; billed 1110 records, 1.40 euros");
    }

    private static Credential credential(String key, String fee) {
        return new Credential(key, 8, 12, BigDecimal.TEN, new BigDecimal(fee));
    }

    private static Committed committed(int published, int duplicates, int dead) {
        CdrStream stream = new CdrStream(
                ID, "dear", ProductCatalogue.find("ASR"), Map.of(), "id", "cdr.asr", Duration.ZERO, null, null);
        Slice slice = new Slice(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        Page page =
                new Page(new PageRequest(stream, slice, null), new byte[0], List.of(), List.of(), null, Instant.EPOCH);
        return Postings.committed(page, published, duplicates, dead, Instant.EPOCH, Map.of());
    }
}
