package io.cdrstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {

    private final Masked masked = new Masked("p+ss", "YWJj", null, "");

    @Test
    void secretsAreHiddenInEverySpelling() {
        assertThat(masked.text("a p+ss, p%2Bss, Basic YWJj!")).isEqualTo("a ***, ***, Basic ***!");
    }

    @Test
    void secretsAreHiddenAsTheyStandInUrlsJsonAndHtml() {
        Masked odd = new Masked("a+/é <\"");

        assertThat(odd.text("a%2b%2F%c3%A9%20%3C%22|a%252B%2F%C3%A9+%3C%22")).isEqualTo("***|***");
        assertThat(odd.text("a+\\/\\u00e9 \\u003C\\\"")).isEqualTo("***");
        assertThat(odd.text("a&#43;&#x2F;&#233;&#32;&lt;&quot;")).isEqualTo("***");
        assertThat(odd.text("a%25252B\\\\/&amp;#233; <&amp;quot;")).isEqualTo("***");
        assertThat(odd.text("a+é")).isEqualTo("a+é");
        assertThat(odd.text("a\\x2b&sol;é &lt;\"")).isEqualTo("***");
        assertThat(odd.text("a%26%23x2b%3B/é &amp;lt;\\\\\\u0022")).isEqualTo("***");
        assertThat(new Masked("YTpiYw==").text("Basic YTpiYw")).isEqualTo("Basic ***");
    }

    @Test
    void partsOfASecretAreHidden() {
        Masked secret = new Masked("correct horse");

        assertThat(secret.text("not CORRECT")).isEqualTo("not ***");
        assertThat(secret.text("ct horse, orrect+ho, corre")).isEqualTo("***, ***, corre");
    }

    @Test
    void secretsAreHiddenInGroups() {
        Masked secret = new Masked("q7Wz4tR1mK9x");

        assertThat(secret.text("a q7Wz 4tR1 mK9x b")).isEqualTo("a *** b");
        assertThat(secret.text("q7-Wz-4t, q.7.W.z.4.t.R, q7Wz4 / tR1mK")).isEqualTo("***, ***, ***");
        assertThat(secret.text("q7 Wz, Wz4t")).isEqualTo("q7 Wz, Wz4t");
        assertThat(secret.text("q7Wz\u00a04tR1·mK9x, q7Wz\u200b4tR1\r\n   mK9x"))
                .isEqualTo("***, ***");
        assertThat(new Masked("test").text("The date start")).isEqualTo("The date start");
        assertThat(new Masked("😀a😀😀").text("of 😀a😀😀")).isEqualTo("of ***");
        assertThat(new Masked("7").text("a 7, b")).isEqualTo("a ***, b");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u00a0", "\t", "\n", ",", ".", "_", "/", "-", ", ", " - "})
    void secretsWithOtherSignsAreHiddenInGroups(String between) {
        String secret = "Kp3w-q7Zx+/9-Am+Rt/2";
        for (int size = 2; size <= 5; size++) {
            String grouped = secret.replaceAll("(.{" + size + "})(?=.)", "$1" + Matcher.quoteReplacement(between));

            assertThat(new Masked(secret).text("a " + grouped + " b")).isEqualTo("a *** b");
        }
    }

    @Test
    void secretsWithQuotationMarksAreHiddenToTheirEnds() {
        assertThat(new Masked("pB&t\"q/9+Zx7jM'hQ2").reason("value pB&t\"q/9+Zx7jM'hQ2 is wrong"))
                .isEqualTo("value *** is wrong");
        assertThat(new Masked("q7Wz4tR1mK9x")
                        .reason("Secret 'q7Wz4tR1mK9x' is wrong for 'api_key'. 'date_start' must be before 'date_end'"))
                .isEqualTo("Secret '***' is wrong for 'api_key'. 'date_start' must be before 'date_end'");
        assertThat(new Masked("pass").reason("Loop \"assume Anna is at home\" refused"))
                .isEqualTo("Loop *** refused");
    }

    @Test
    void secretsAreHiddenWithinBase64() {
        Masked secret = new Masked("q7Wz4tR1mK9x");

        assertThat(secret.text("a" + inBase64("q7Wz4tR1mK9x\u0001"))).isEqualTo("a***AQ==");
        assertThat(secret.text("a" + inBase64("kq7Wz4tR1mK9x\u0001"))).isEqualTo("aa3***AE=");
        assertThat(secret.text("a" + inBase64("keq7Wz4tR1mK9x\u0001"))).isEqualTo("aa2V***gB");
        assertThat(secret.text("cTdX ejR0 UjFt Szl4")).isEqualTo("***");
        assertThat(new Masked("??>>??>>?").text("aPz8-Pj8_Pj4_")).isEqualTo("a***");
        assertThat(new Masked("pa%20ss&amp;W12").text("a" + inBase64("pa%20ss&amp;W12")))
                .isEqualTo("a***");
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void numbersAndTextsAreHiddenInCode() {
        String number = Base64.getEncoder().encodeToString("447700900001".getBytes(UTF_8));
        String greeting = Base64.getUrlEncoder().withoutPadding().encodeToString("Grüße an alle?".getBytes(UTF_8));

        assertThat(masked.text("of " + number + "; " + greeting + ".")).isEqualTo("of ***; ***.");
        assertThat(masked.text("/v2/messages/" + number + " to_" + number)).isEqualTo("*** ***");
        assertThat(masked.text("6d656574206d65 at")).isEqualTo("*** at");
        assertThat(masked.text("&#52;&#x34;7700&#57;00001, %34%34%37700, \\u00347700900"))
                .isEqualTo("***, ***, ***");
        assertThat(masked.text("unauthorized externalAccountId /v2/reports/records"))
                .isEqualTo("unauthorized externalAccountId /v2/reports/records");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'meet me at noon' is too long",
                "\\\"meet me at noon\\\"",
                "`meet me at noon",
                "{\"text\":\"meet\"",
                "{text=meet} of 'x'",
                "&quot;meet me&quot;",
                "&ldquo;meet me&rdquo;",
                "'don't meet'",
                "it's 'Hi, I don't meet'",
                "\\\"He said \\\\\\\"meet\\\\\\\" now\\\"",
                "{\"body\": \"smile :} meet\"}",
                "\"meet\u00a0me\"",
                "\"meet 会议\"",
                "\"会议meet\"",
                "b'meet me', text'meet me'",
                "“meet me”, „meet me“",
                "\"meet+me\""
            })
    void ofAReasonWhatIsQuotedIsHidden(String text) {
        assertThat(masked.reason(text)).contains("***").doesNotContain("meet");
        assertThat(masked.text(text)).contains("meet");
    }

    @Test
    void ofAReasonWordsInQuotationMarksAreShown() {
        String reason = "Customer's 'direction' isn't one of [inbound, outbound] with \"status\"; don't";

        assertThat(masked.reason(reason)).isEqualTo(reason);
    }

    @Test
    void numbersWithHyphensAreHiddenAndTimesBesideThemNot() {
        assertThat(masked.text("2026-11-20 10:00:00, 447-700-900-001")).isEqualTo("2026-11-20 10:00:00, ***");
        assertThat(masked.text("2026-11-20-447700900001")).isEqualTo("***");
        assertThat(masked.text("4477-00-94 2445, 44%2D7700%2D942, 44\u20117700_942\u00a0445"))
                .isEqualTo("***, ***, ***");
        assertThat(masked.text("(+44) (7700) (900) (001), 44 - 7700 - 900 - 001"))
                .isEqualTo("(+***), ***");
        assertThat(masked.text("2026-11-20T10:00:00.000Z, 2026-11-20 10:00"))
                .isEqualTo("2026-11-20T10:00:00.000Z, 2026-11-20 10:00");
        assertThat(masked.text("44/7700 - 900001")).doesNotContain("7700").doesNotContain("900001");
    }

    @Test
    void numbersAndAddressesAreHiddenAndShortOrDatedOnesNot() {
        assertThat(masked.text(
                        "447,700,912,345 4477:0091:2345, 12:30:45, one of 1,2,3,4,5 or 429,500,503 of 1,000,000"))
                .isEqualTo("*** ***, 12:30:45, one of 1,2,3,4,5 or 429,500,503 of 1,000,000");
        assertThat(masked.text("+447700900001 +44 (7700) 900.001 12345 1234"))
                .doesNotContain("7700")
                .doesNotContain("12345");
        assertThat(masked.text("1234 of 2026-11-20")).isEqualTo("1234 of 2026-11-20");
        assertThat(masked.text("mail <some.one+x@host.example>")).isEqualTo("mail <***>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "447700942445 ",
                "1",
                "\\",
                "%25",
                "%2525252B",
                "\\u0000",
                "&amp;",
                "&#38;",
                "{:",
                "' ",
                "\" \"",
                "QUJD",
                "a",
                "a@",
                "- ",
                "2026-11-2"
            })
    void endlessTextsTakeNeitherTimeNorStack(String text) {
        assertThat(new Masked("s3cret/+ &").reason(text.repeat(10_000))).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void whatIsCutHidesNoPartOfASecret() {
        Masked secret = new Masked("swordfish");
        for (int digits = 1985; digits <= 2000; digits++) {
            assertThat(secret.text("1".repeat(digits) + " swordfish")).doesNotContain("s");
        }
        assertThat(secret.text("why? ".repeat(1000))).startsWith("why? why?").hasSize(200);
    }

    @Test
    void itIsOneLineOfBoundedLength() {
        assertThat(masked.text(" a\r\nb\u001b[31m\u2028c\u202E ")).isEqualTo("a b [31m c");
        assertThat(masked.text("x".repeat(5000))).hasSize(200);
    }
}
