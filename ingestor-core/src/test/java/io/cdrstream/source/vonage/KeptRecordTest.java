package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRecordTest {

    private static final Instant AT = Instant.parse("2026-10-01T01:00:00Z");
    private static final PageRequest REQUEST = new PageRequest(
            new CdrStream(
                    StreamId.of("abcd1234", "SMS", Direction.OUTBOUND),
                    "abcd1234",
                    ProductCatalogue.find("SMS"),
                    Map.of(),
                    "to",
                    "cdr.sms",
                    Duration.ZERO,
                    null,
                    null),
            new Slice(AT.minusSeconds(60), AT),
            null);

    @Test
    void aRecordIsReadAsInAPage() {
        String json = "{\"id\":\"a\", \"to\":\"x\", \"date_received\":\"2026-10-01T00:59:30+00:00\"}";
        Page page = page(json);
        assertThat(page.bad()).isEmpty();
        assertThat(page.apiTime()).isEqualTo(AT);
        assertThat(page.records()).singleElement().satisfies(cdr -> {
            assertThat(cdr.id()).isEqualTo("a");
            assertThat(cdr.key()).isEqualTo("x");
            assertThat(cdr.eventTime()).isEqualTo(AT.minusSeconds(30));
            assertThat(new String(page.body(), cdr.offset(), cdr.length(), UTF_8))
                    .isEqualTo(json);
        });
    }

    @Test
    void anIdentityThatHadToBeMadeUpIsTheSameAgain() {
        byte[] record = "{\"to\":\"x\"}".getBytes(UTF_8);
        assertThat(page("{\"to\":\"x\"}").records()).singleElement().satisfies(cdr -> assertThat(cdr.id())
                .isEqualTo(FallbackIdentity.of(record, 0, record.length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "\"text\"", "[{}]", "{},{}", "{}],\"more\":[", " {}", "{} "})
    void whatIsNotExactlyOneRecordIsBad(String rubbish) {
        Page page = page(rubbish);
        assertThat(page.records()).isEmpty();
        assertThat(page.bad()).singleElement().satisfies(bad -> assertThat(bad.reason())
                .isEqualTo("not a JSON object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":", "{}],\"records\":[{}", "{\"t\":\"\u00ff\"}", "{\"t\":\"\\x\"}", "x"})
    void whatCannotBeReadIsBadForThatReason(String rubbish) {
        Page page = page(rubbish);
        assertThat(page.records()).isEmpty();
        assertThat(page.bad()).singleElement().satisfies(bad -> assertThat(bad.reason())
                .isEqualTo("not readable JSON"));
    }

    private static Page page(String record) {
        return KeptRecord.page(REQUEST, record.getBytes(ISO_8859_1), AT);
    }
}
