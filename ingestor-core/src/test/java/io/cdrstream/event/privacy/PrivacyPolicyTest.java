package io.cdrstream.event.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyPolicyTest {

    private final Tokens tokens = new Tokens("a key of thirty-two bytes or more".getBytes(UTF_8));
    private final PrivacyPolicy policy = new PrivacyPolicy(
            Map.of("to", tokens, "from", Redaction.MASK, "message_body", Redaction.DROP, "client_ref", tokens));

    @Test
    void everyOtherByteStaysAsItIs() {
        String record =
                """
                { "id" : "1","to":"SECRET", "from": "447700900000" ,"Übermut":[1.50, {"too" : "x"}],
                  "message_body":"hush \\" }{ \\u20ac", "price":0.10}""";

        assertThat(redacted(record))
                .isEqualTo(record.replace("\"SECRET\"", quoted(tokens.of("SECRET")))
                        .replace("447700900000", "44**********")
                        .replace("\"hush \\\" }{ \\u20ac\"", "null"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"to\":442079460000}`,`{\"to\":\"TOKEN\"}`",
                "`{\"t\\u006f\":\"442079460000\"}`,`{\"t\\u006f\":\"TOKEN\"}`",
                "`{\"to\":\"442079460000\",\"to\":\"+44 20 7946 0000\"}`,`{\"to\":\"TOKEN\",\"to\":\"TOKEN\"}`",
                "`{\"to\":{\"number\":\"442079460000\"},\"x\":1}`,`{\"to\":null,\"x\":1}`",
                "`{\"to\":[\"442079460000\"]}`,`{\"to\":null}`",
                "`{\"a\":{\"to\":\"442079460000\",\"b\": 1}}`,`{\"a\":{\"to\":\"TOKEN\",\"b\": 1}}`",
                "`{\"a\":[[ {\"to\":442079460000},\"to\"]]}`,`{\"a\":[[ {\"to\":\"TOKEN\"},\"to\"]]}`",
                "`{\"a\":{\"message_body\":true}, \"b\":{}}`,`{\"a\":{\"message_body\":null}, \"b\":{}}`",
                "`{\"a\":{\"to\":{\"to\":\"442079460000\"},\"b\":[]}}`,`{\"a\":{\"to\":null,\"b\":[]}}`",
                "`{\"a\":\"{\\\"to\\\":1}\"}`,`{\"a\":\"{\\\"to\\\":1}\"}`",
                "`{\"to\":null}`,`{\"to\":null}`",
                "`{\"to\":\"\"}`,`{\"to\":\"\"}`",
                "`{}`,`{}`"
            })
    void aValueIsHiddenHoweverItIsWritten(String record, String expected) {
        assertThat(redacted(record)).isEqualTo(expected.replace("TOKEN", tokens.of("442079460000")));
    }

    @Test
    void aValueIsHiddenHoweverDeepItStands() {
        String before = "{\"a\":[".repeat(400);
        String after = "]}".repeat(400);

        assertThat(redacted(before + "{\"to\":\"442079460000\"}" + after))
                .isEqualTo(before + "{\"to\":" + quoted(tokens.of("442079460000")) + "}" + after);
    }

    @Test
    void aRecordIsRedactedWhereItIsInItsPage() {
        byte[] page = "[{\"to\":\"442079460000\"},{\"to\":\"\"}]".getBytes(UTF_8);

        assertThat(policy.redact(page, 1, 21))
                .asString(UTF_8)
                .isEqualTo("{\"to\":" + quoted(tokens.of("442079460000")) + "}");
    }

    @Test
    void aKeyTakenFromARedactedFieldIsRedactedToo() {
        assertThat(policy.redact("to", "00442079460000")).isEqualTo(tokens.of("442079460000"));
        assertThat(policy.redact("message_body", "hush")).isNull();
        assertThat(policy.redact("to", null)).isNull();
        assertThat(policy.redact("id", "1")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"+442079460000", "0044 20 7946 0000", "44-20-7946-0000", "' 442079460000 '", "+44 (20) 7946/0000"})
    void oneNumberIsOneToken(String spelling) {
        assertThat(tokens.of(spelling)).isEqualTo(tokens.of("442079460000")).hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({"NX-SMS,NXSMS", "442079460000,442079460001", "abc,ABC"})
    void differentThingsAreDifferentTokens(String one, String other) {
        assertThat(tokens.of(one)).isNotEqualTo(tokens.of(other));
    }

    @Test
    void anotherKeyGivesOtherTokens() {
        Tokens others = new Tokens("another key, thirty-two bytes too".getBytes(UTF_8));

        assertThat(others.of("442079460000")).isNotEqualTo(tokens.of("442079460000"));
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new Tokens(new byte[31])).hasMessage("the key has 31 bytes, and needs at least 32");
    }

    @ParameterizedTest
    @CsvSource({
        "447700900000,44**********",
        "+1 202 555 0100,1**********",
        "353201234567,353*********",
        "00491701234567,49**********",
        "ACME Bank,*********",
        "12345,*****",
        "999900000000,************"
    })
    void aMaskLeavesTheCallingCode(String number, String masked) {
        assertThat(Redaction.MASK.of(number)).isEqualTo(masked);
    }

    private String redacted(String record) {
        byte[] bytes = record.getBytes(UTF_8);
        return new String(policy.redact(bytes, 0, bytes.length), UTF_8);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
