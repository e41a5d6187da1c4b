package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamIdTest {

    @Test
    void itsTextIsStable() {
        assertThat(StreamId.of("abcd1234", "VOICE-CALL", null).text()).isEqualTo("abcd1234/VOICE-CALL");
        assertThat(sms(Direction.OUTBOUND, Map.of("status", "delivered", "country", "GB"))
                        .text())
                .isEqualTo("abcd1234/SMS/outbound?country=GB&status=delivered");
    }

    @Test
    void aPhoneNumberInAFilterIsNotShown() {
        StreamId stream = sms(Direction.OUTBOUND, Map.of("to", "447700900123"));

        assertThat(stream.text()).startsWith("abcd1234/SMS/outbound?to=~").doesNotContain("7700");
        assertThat(stream).isNotEqualTo(sms(Direction.OUTBOUND, Map.of("to", "447700900124")));
    }

    @Test
    void streamsThatCouldReturnTheSameRecordOverlap() {
        StreamId all = sms(Direction.OUTBOUND, Map.of());
        StreamId british = sms(Direction.OUTBOUND, Map.of("country", "GB"));
        StreamId french = sms(Direction.OUTBOUND, Map.of("country", "FR"));
        StreamId delivered = sms(Direction.OUTBOUND, Map.of("status", "delivered"));

        assertThat(all.overlaps(british)).isTrue();
        assertThat(british.overlaps(delivered)).isTrue();
        assertThat(british.overlaps(french)).isFalse();
        assertThat(all.overlaps(sms(Direction.INBOUND, Map.of()))).isFalse();
        assertThat(all.overlaps(StreamId.of("other", "SMS", Direction.OUTBOUND)))
                .isFalse();
        assertThat(StreamId.of("a", "ASR", null).overlaps(StreamId.of("a", "ASR", Direction.INBOUND)))
                .isTrue();
    }

    private static StreamId sms(Direction direction, Map<String, String> filters) {
        return new StreamId("abcd1234", "SMS", direction, new TreeMap<>(filters));
    }
}
