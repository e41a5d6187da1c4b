package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:05:06+00:00, 2026-11-20T10:05:06Z",
        "2026-11-20T10:05:06+0000, 2026-11-20T10:05:06Z",
        "2026-11-20T10:05:06Z, 2026-11-20T10:05:06Z",
        "2028-02-29T23:59:59Z, 2028-02-29T23:59:59Z",
        "2026-11-20T10:05:06-0000, 2026-11-20T10:05:06Z",
        "2026-11-20T10:05:06, 2026-11-20T10:05:06Z",
        "2026-11-20T12:05:06+02:00, 2026-11-20T10:05:06Z",
        "2026-11-20T12:05:06-0530, 2026-11-20T17:35:06Z",
        "2026-11-20T10:05:06.123Z, 2026-11-20T10:05:06.123Z",
        "2026-11-20T10:05:06.1234567891234+00:00, 2026-11-20T10:05:06.123456789Z",
        "2026-3-22 11:24:05+00:00, 2026-03-22T11:24:05Z",
        "2026-11-20 10:05:06, 2026-11-20T10:05:06Z",
        "2026-11-20T10:05Z, 2026-11-20T10:05:00Z",
        "2026-11-20t10:05:06z, 2026-11-20T10:05:06Z",
    })
    void timesOfTheApiAreRead(String text, Instant time) {
        assertThat(ApiTime.parse(text)).isEqualTo(time);
        char[] inside = ("99" + text + "99").toCharArray();
        assertThat(ApiTime.parse(inside, 2, text.length())).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-11-20",
                "2026-02-30T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T10:60:00Z",
                "2026-11-20T10:00:61Z",
                "2026-11-20T10:00:00+99:00",
                "0001-01-01T00:00:00Z",
                "1970-01-01T00:00:00+00:00",
                "9999-12-31T23:59:59Z",
                "2O26-11-20T10:00:00Z",
                "2026-11-20T10:00:00ZZ",
                "1790000000",
                "٢٠٢٦-11-20T10:00:00Z"
            })
    void whatIsNoTimeIsNothing(String text) {
        assertThat(ApiTime.parse(text)).isNull();
    }

    @Test
    void whatIsAbsentOrEndlessIsNothing() {
        @Nullable String absent = null;
        assertThat(ApiTime.parse(absent)).isNull();
        assertThat(ApiTime.parse("2026-11-20T10:00:00." + "0".repeat(1_000_000)))
                .isNull();
    }

    @Test
    void headersCarryHttpDates() {
        assertThat(ApiTime.ofHeader("Fri, 20 Nov 2026 10:05:06 GMT")).isEqualTo("2026-11-20T10:05:06Z");
        assertThat(ApiTime.ofHeader("2026-11-20")).isNull();
        assertThat(ApiTime.ofHeader(null)).isNull();
    }
}
