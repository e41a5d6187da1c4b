package io.cdrstream.event.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.schemas.EventSchemas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/events/conversions.md, line by line. */
class ConversionTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
            "2024-03-22T11:24:05+00:00"     | 2024-03-22T11:24:05Z
            "2024-03-22T11:24:05+0000"      | 2024-03-22T11:24:05Z
            "2024-03-22T11:24:05Z"          | 2024-03-22T11:24:05Z
            "2024-03-22T11:24:05"           | 2024-03-22T11:24:05Z
            "2024-3-22 11:24:05+00:00"      | 2024-03-22T11:24:05Z
            "2024-03-22T13:24:05+02:00"     | 2024-03-22T11:24:05Z
            "2024-03-22T11:24:05.250Z"      | 2024-03-22T11:24:05.250Z
            "2024-03-22T11:24:05.250000Z"   | 2024-03-22T11:24:05.250Z
            " 2024-03-22 11:24 "            | 2024-03-22T11:24:00Z
            "2024-03-22T11:24:05,5Z"        | 2024-03-22T11:24:05.500Z
            "2024-03-22t11:24:05z"          | 2024-03-22T11:24:05Z
            "2024-03-22T11:24:05+00"        | 2024-03-22T11:24:05Z
            "2024-03-22 11:24:05 +00:00"    | 2024-03-22T11:24:05Z
            """,
            delimiter = '|')
    void aTimeIsReadInAllItsForms(String json, Instant time) {
        assertThat(written("date_end", json)).isEqualTo(Map.of("date_end", time.toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2024-03-22\"",
                "\"1711106645\"",
                "1711106645000",
                "\"0000-00-00T00:00:00Z\"",
                "\"1999-12-31T23:59:59Z\"",
                "\"2024-02-30T00:00:00Z\"",
                "\"２０２４-03-22T11:24:05Z\"",
                "true",
                "{}"
            })
    void whatIsNoTimeIsKeptAsText(String json) {
        assertKept("date_end", json);
    }

    @Test
    void aTimeFinerThanAMillisecondIsCutAndKept() {
        String json = "\"2024-03-22T11:24:05.250001Z\"";
        assertThat(written("date_end", json))
                .containsEntry(
                        "date_end", Instant.parse("2024-03-22T11:24:05.250Z").toEpochMilli())
                .containsEntry("more", Map.of("date_end", text(json)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
            "0.036"                           | 0.036
            0.036                             | 0.036
            "0"                               | 0
            "-0.5"                            | -0.5
            "12"                              | 12
            " 1.5 "                           | 1.5
            ".5"                              | 0.5
            "5."                              | 5
            "+1"                              | 1
            3.6e-2                            | 0.036
            "0.06800000"                      | 0.068
            "0.012345670000000"               | 0.01234567
            "999999999999.99999999"           | 999999999999.99999999
            "-999999999999.99999999"          | -999999999999.99999999
            "123456789012"                    | 123456789012
            "99999999999"                     | 99999999999
            "9999999999.5"                    | 9999999999.5
            "0E+999999999"                    | 0
            "１.５"                            | 1.5
            """,
            delimiter = '|')
    void anAmountIsReadInAllItsForms(String json, String amount) {
        assertThat(written("price", json)).isEqualTo(Map.of("price", OneRecord.amount(amount)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0,036\"",
                "\"1,234.5\"",
                "\"EUR 1\"",
                "\"1.2.3\"",
                "\"-\"",
                "\".\"",
                "\" \"",
                "\"NaN\"",
                "\"0.000000001\"",
                "0.123456789",
                "\"1000000000000\"",
                "1e12",
                "1e999999999",
                "true",
                "[1]"
            })
    void whatIsNoAmountOrDoesNotFitIsKeptAsText(String json) {
        assertKept("price", json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
            "6357"                    | 6357
            6357                      | 6357
            "-1"                      | -1
            "6357.0"                  | 6357
            1e3                       | 1000
            "9223372036854775807"     | 9223372036854775807
            "-9223372036854775807"    | -9223372036854775807
            "-9223372036854775808"    | -9223372036854775808
            -9223372036854775808      | -9223372036854775808
            "１２"                     | 12
            "٣٤"                      | 34
            """,
            delimiter = '|')
    void aWholeNumberIsReadInAllItsForms(String json, long number) {
        assertThat(new OneRecord("VOICE-TTS").values("{\"size\":" + json + "}")).containsEntry("size", number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"6357.5\"",
                "\"9223372036854775808\"",
                "\"-9223372036854775809\"",
                "1e99999",
                "\"12 s\"",
                "false"
            })
    void whatIsNoWholeNumberIsKeptAsText(String json) {
        assertThat(new OneRecord("VOICE-TTS").values("{\"size\":" + json + "}"))
                .doesNotContainKey("size")
                .containsEntry("more", Map.of("size", text(json)));
    }

    @Test
    void aCountThatFitsNoIntIsKeptAsText() {
        OneRecord verify = new OneRecord("VERIFY-V2");
        assertThat(verify.values("{\"pin_length\":\"2147483647\"}")).containsEntry("pin_length", 2147483647);
        assertThat(verify.values("{\"pin_length\":\"-2147483648\"}")).containsEntry("pin_length", -2147483648);
        assertThat(verify.values("{\"pin_length\":\"2147483648\"}"))
                .containsEntry("more", Map.of("pin_length", "2147483648"));
        assertThat(verify.values("{\"pin_length\":\"-2147483649\"}"))
                .containsEntry("more", Map.of("pin_length", "-2147483649"));
    }

    @Test
    void aDurationIsReadAsLongAsADoubleSaysItExactly() {
        assertThat(written("duration", "\"34\"")).isEqualTo(Map.of("duration", 34.0));
        assertThat(written("duration", "34.25")).isEqualTo(Map.of("duration", 34.25));
        assertThat(written("duration", "\"0.1\"")).isEqualTo(Map.of("duration", 0.1));
        assertThat(written("duration", "9007199254740991")).isEqualTo(Map.of("duration", 9007199254740991.0));
        assertKept("duration", "9007199254740993");
        assertKept("duration", "0.12345678901234567890");
        assertKept("duration", "1e400");
        assertKept("duration", "1e-400");
        assertKept("duration", "\"00:34\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
            true          | true
            false         | false
            "TRUE"        | true
            "False"       | false
            1             | true
            0             | false
            "1"           | true
            " true "      | true
            "\\tFALSE\\r\\n" | false
            "0 "          | false
            """,
            delimiter = '|')
    void aBooleanIsReadInAllItsForms(String json, boolean value) {
        assertThat(new OneRecord("SMS").values("{\"concatenated\":" + json + "}"))
                .containsEntry("concatenated", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "2", "\"tru\"", "[true]", "\"01\"", "\" \"", "\"t rue\"", "\"\u00a0true\""})
    void whatIsNoBooleanIsKeptAsText(String json) {
        assertThat(new OneRecord("SMS").values("{\"concatenated\":" + json + "}"))
                .doesNotContainKey("concatenated")
                .containsEntry("more", Map.of("concatenated", text(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null"})
    void nothingIsNullForEveryType(String json) {
        EventSchemas.of("VOICE-CALL").getFields().stream()
                .map(Column::source)
                .filter(Objects::nonNull)
                .forEach(field -> assertThat(written(field, json)).as(field).isEmpty());
    }

    @Test
    void aTextFieldTakesEveryScalarAndJson() {
        assertThat(written("network", "23420")).isEqualTo(Map.of("network", "23420"));
        assertThat(written("network", "1.50e1")).isEqualTo(Map.of("network", "1.50e1"));
        assertThat(written("network", "true")).isEqualTo(Map.of("network", "true"));
        assertThat(written("network", "{ \"a\":[1, 2] }")).isEqualTo(Map.of("network", "{ \"a\":[1, 2] }"));
        assertThat(written("network", "\"a\\n\\u0000\\ud83d\\ude00\"")).isEqualTo(Map.of("network", "a\n\0😀"));
    }

    @Test
    void aTextThatIsNotUnicodeIsKeptAsItsJson() {
        assertThat(written("network", "\"a\\\"\\ud83d\""))
                .isEqualTo(Map.of("more", Map.of("network", "\"a\\\"\\ud83d\"")));
    }

    @Test
    void aNumberOfMoreThan64CharactersIsNotRead() {
        assertThat(written("price", "\"" + " ".repeat(63) + "1\"")).isEqualTo(Map.of("price", OneRecord.amount("1")));
        assertKept("price", "\"" + " ".repeat(64) + "1\"");
    }

    private static void assertKept(String field, String json) {
        assertThat(written(field, json)).isEqualTo(Map.of("more", Map.of(field, text(json))));
    }

    /** What a call record with one field becomes, without the fields that every event has. */
    private static Map<String, Object> written(String field, String json) {
        Map<String, Object> values = new OneRecord("VOICE-CALL").values("{\"" + field + "\" : " + json + " }");
        values.keySet().removeAll(List.of("id", "product", "account_id", "change", "ingested_at"));
        return values;
    }

    private static String text(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }
}
