package io.cdrstream.source.vonage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Page;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are written byte by byte: in Latin-1, so that a test may write bytes that are no UTF-8. */
class SalvageTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));
    private static final String POISON = "{\"t\":\"\u00ff } \\\" , { [ \\\\\"}";

    private final RecordsPageReader reader =
            new RecordsPageReader(CLOCK, new ForeignLinks(URI.create("https://api.example:443"), CLOCK, () -> {}));

    static Stream<String> poisons() {
        return Stream.of(
                POISON,
                "{\"t\":\"a character cut short \u00c3\"}",
                "{\"t\":\"a character cut short \u00f0\u009f\u0098\",\"id\":\"p\"}",
                "{\"\u00ff\":1}",
                "{\"account_\u00ffid\":\"x\"}",
                "{\"\u00ffid\":\"p\"}",
                "{\"deep\":" + "[".repeat(1500) + "]".repeat(1500) + "}",
                "{\"deep\":" + "{\"a\":".repeat(998) + "[1]" + "}".repeat(998) + "}",
                "{\"" + "n".repeat(60_000) + "\":1}",
                "{\"t\":\"an escape that is none: \\x } ] , { [ \\\" \\\\\",\"id\":\"p\"}",
                "{\"t\":\"a line\nbreak\"}",
                "{\"t\":\"a quote, \"and {another}\", [unescaped]\"}",
                "{\"t\":undefined}",
                "{\"t\":1 \"u\":2}",
                "{\"t\":1,}",
                "{\"t\":01}",
                "{'t':1}",
                "{t}",
                "{\"t\":1}{\"u\":2}",
                "{\"t\":nan,\"u\":{\"v\":\"},\",\"w\":[{}]}}");
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void aRecordThatCannotBeReadIsBadWhereverItStandsAndItsNeighboursAreGood(String poison) {
        for (int place = 0; place < 3; place++) {
            List<String> elements = new ArrayList<>(List.of(Pages.record(1), Pages.record(2)));
            elements.add(place, poison);
            byte[] body = latin(Pages.page(elements));
            Page page = got(body);
            assertThat(page.body()).isSameAs(body);
            assertThat(page.records().stream().map(cdr -> text(page, cdr)))
                    .containsExactly(Pages.record(1), Pages.record(2));
            assertThat(page.records()).extracting(Cdr::id).containsExactly("m-100001", "m-100002");
            BadRecord bad = page.bad().get(0);
            assertThat(page.bad()).containsExactly(new BadRecord(place, bad.offset(), bad.length(), bad.reason()));
            assertThat(bad.reason()).isEqualTo("not readable JSON");
            assertThat(text(page, bad)).isEqualTo(poison);
            assertThat(page.isSalvaged()).isTrue();
            assertThat(page.billedRecords()).isEqualTo(3);
        }
    }

    @Test
    void manyMayBeBadAndWhatIsNoObjectStaysThat() {
        Page page = got(latin(Pages.page(List.of(POISON, "12", "{\"id\":\"a\"}", "{\"t\":nan}", "\"t\"", POISON))));
        assertThat(page.records()).extracting(Cdr::ordinal).containsExactly(2);
        assertThat(page.bad()).extracting(BadRecord::ordinal).containsExactly(0, 1, 3, 4, 5);
        assertThat(page.bad())
                .extracting(bad -> text(page, bad))
                .containsExactly(POISON, "12", "{\"t\":nan}", "\"t\"", POISON);
        assertThat(page.bad()).extracting(BadRecord::isUnreadable).containsExactly(true, false, true, false, true);
    }

    @Test
    void aPageThatCanBeReadIsNotSalvaged() {
        assertThat(got(latin(Pages.page(List.of("12", "{}")))).isSalvaged()).isFalse();
    }

    @Test
    void theNextPageIsFollowed() {
        String link = Pages.next("https://api.example/v2?cursor=c&iv=i");
        assertThat(got(latin(Pages.page("TRUNCATED", link, List.of(POISON)))).next())
                .isEqualTo(new Cursor("c", "i"));
    }

    @Test
    void aRecordWithoutIdHasTheIdentityItHasInAnyPage() {
        String record = "{\"a\":1,\"b\":{\"x\":[1,\"2\"]}}";
        assertThat(got(latin(Pages.page(List.of(POISON, record))))
                        .records()
                        .get(0)
                        .id())
                .isEqualTo(
                        got(latin(Pages.page(List.of(record)))).records().get(0).id());
    }

    @Test
    void aPageThatIsCutAnywhereStaysMalformed() {
        byte[] whole = latin(Pages.page(List.of("{\"id\":\"a\"}", POISON, "{\"id\":\"b\"}")));
        for (int length = 0; length < whole.length; length++) {
            malformed(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{t}]}x",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{t}]}{}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{t}]}\"",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{t}],\"records\":[{}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{t}],\"\\u0072ecords\":[{}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":2,\"records\":[{t}]}",
                "{\"request_status\":\"SUCCESS\",\"records\":[{t}]}",
                "{\"items_count\":1,\"records\":[{t}]}",
                "{\"request_status\":\"TRUNCATED\",\"items_count\":1,\"records\":[{t}]}",
                "{\"request_status\":nan,\"items_count\":1,\"records\":[{t}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":{t}}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"inner\":{\"records\":[{t}]}}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"inner\":\"records\":[{t}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":3,\"records\":[{t},,{}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":2,\"records\":[{t},]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{\"t\":[1}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{\"t\":\"odd\"\"}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":2,\"records\":[{\"t\":\"a\\\"},{\"t\":\"b\"}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":3,\"records\":[{\"t\":\"\"\"},{},{\"t\":\"\"\"}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":2,\"records\":[{},x]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{\"t\":1}x]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[[tru]]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{\"t\":\"}, {\",\"u\":nan}]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":2,\"records\":[{\"t\":\"a\\\"},\n{\"t\":\"\\\"},{\"}]}",
                "[{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[{t}]}]",
            })
    void whatIsWrongWithMoreThanSingleRecordsStaysMalformed(String body) {
        malformed(latin(body));
    }

    @Test
    void theSentenceIsThatOfThePageAsItCame() {
        String body = "{\"request_status\":\"SUCCESS\",\"items_count\":2,\"records\":[{t}]}";
        assertThat(malformed(latin(body)).sentence()).contains("not JSON at byte " + body.indexOf('t', 55));
    }

    @Test
    void otherEncodingsStayMalformed() {
        String body = Pages.page(List.of("{\"t\":nan}", "{}"));
        got(body.getBytes(UTF_8));
        malformed(body.getBytes(UTF_16LE));
        malformed(body.getBytes(UTF_16BE));
        malformed(("\uFEFF" + body).getBytes(UTF_16LE));
        malformed(("\uFEFF" + body).getBytes(UTF_16BE));
        malformed(("\uFEFF" + body).getBytes(UTF_8));
    }

    @Test
    void nestingWithoutEndTakesNoStack() {
        malformed(latin("{\"records\":[" + "[{\"a\":".repeat(1_000_000)));
        malformed(latin("]".repeat(1_000_000)));
        String deep = "{\"a\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
        assertThat(got(latin(Pages.page(List.of("{}", deep)))).bad()).hasSize(1);
    }

    private Page got(byte[] body) {
        Answer answer = reader.page(Pages.sms(), body, null);
        assertThat(answer).isInstanceOf(Got.class);
        return ((Got) answer).page();
    }

    private Failed malformed(byte[] body) {
        Answer answer = reader.page(Pages.sms(), body, null);
        assertThat(answer)
                .as(new String(body, 0, Math.min(200, body.length), ISO_8859_1))
                .isInstanceOf(Failed.class);
        assertThat(((Failed) answer).fault()).isEqualTo(Fault.MALFORMED);
        return (Failed) answer;
    }

    private static byte[] latin(String body) {
        return body.getBytes(ISO_8859_1);
    }

    private static String text(Page page, Cdr cdr) {
        return new String(page.body(), cdr.offset(), cdr.length(), ISO_8859_1);
    }

    private static String text(Page page, BadRecord bad) {
        return new String(page.body(), bad.offset(), bad.length(), ISO_8859_1);
    }
}
