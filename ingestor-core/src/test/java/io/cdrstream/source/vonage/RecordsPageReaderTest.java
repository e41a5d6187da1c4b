package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.ApiDate;
import io.cdrstream.source.LookUp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsPageReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant DATE = Instant.parse("2026-11-20T10:05:01Z");

    private final AtomicInteger foreign = new AtomicInteger();
    private final RecordsPageReader reader = new RecordsPageReader(
            InstantSource.fixed(NOW),
            new ForeignLinks(
                    URI.create("https://api.example:443"), InstantSource.fixed(NOW), foreign::incrementAndGet));

    @Test
    void recordsPointAtTheApisOwnBytes() {
        String odd =
                "{ \"text\" : \"\\u00e9 \\\" } ] 😀 \\uD83D\\uDE00\" ,\n\t\"nested\":{\"id\":\"no\",\"a\":[{},[1]]},"
                        + "\"id\":\"x-1\",\"date_received\":\"2026-11-20T10:00:01+0000\"}";
        Page page = got(Pages.page(List.of(Pages.record(1), odd, "{\"id\":\"z\"}")));

        assertThat(page.records().stream().map(cdr -> text(page, cdr)))
                .containsExactly(Pages.record(1), odd, "{\"id\":\"z\"}");
        assertThat(page.records()).extracting(Cdr::id).containsExactly("m-100001", "x-1", "z");
        assertThat(page.records()).extracting(Cdr::ordinal).containsExactly(0, 1, 2);
        assertThat(page.records().get(1).eventTime()).isEqualTo("2026-11-20T10:00:01Z");
        assertThat(page.records().get(2).eventTime()).isNull();
        assertThat(page.isLast()).isTrue();
        assertThat(page.apiTime()).isEqualTo("2026-11-20T10:05:00Z");
    }

    @Test
    void theChargeIsTheLastTextOfItsFieldAndNothingNested() {
        Page page = got(Pages.page(List.of(
                "{\"total_price\":\"0.036\",\"price\":\"1\"}",
                "{\"total_price\":0.5,\"total_price\":1e-2}",
                "{\"total_price\":{\"total_price\":1},\"x\":{\"total_price\":2}}",
                "{\"total_price\":\"\"}",
                "{\"total_price\":null}")));
        assertThat(page.records()).extracting(Cdr::charge).containsExactly("0.036", "1e-2", "{", null, null);
    }

    @Test
    void aPageMayBeEmptyAndHoldAThousandRecords() {
        assertThat(got(Pages.records(0)).records()).isEmpty();
        assertThat(got(Pages.records(1000)).records()).hasSize(1000);
    }

    @Test
    void fieldsOfThePageComeInAnyOrder() {
        Page page = got("{\"records\":[{\"id\":\"a\"}],\"unknown\":[{\"records\":[1]}],\"items_count\":\"1\","
                + "\"request_status\":\"SUCCESS\"}");
        assertThat(page.records()).hasSize(1);
        assertThat(page.apiTime()).isEqualTo(DATE);
    }

    @Test
    void withoutAnyTimeOfTheApiItIsOurClock() {
        byte[] body = Pages.bytes("{\"records\":[],\"items_count\":0,\"request_status\":\"SUCCESS\"}");
        assertThat(((Got) reader.page(Pages.sms(), body, null)).page().apiTime())
                .isEqualTo(NOW);
    }

    @Test
    void numbersServeAsIdAndKey() {
        CdrStream byDestination = Pages.stream("SMS", Direction.OUTBOUND, "to");
        byte[] body = Pages.bytes(Pages.page(
                List.of("{\"id\":12,\"to\":3.50}", "{\"id\":true,\"to\":null}", "{\"id\":\"c\",\"to\":{}}")));
        Page page = ((Got) reader.page(Pages.request(byDestination, null), body, null)).page();
        assertThat(page.records()).extracting(Cdr::id).containsExactly("12", "true", "c");
        assertThat(page.records()).extracting(Cdr::key).containsExactly("3.50", null, null);
    }

    @Test
    void theTimeFieldMayBeTheKey() {
        CdrStream byTime = Pages.stream("VOICE-CALL", null, "date_start");
        byte[] body = Pages.bytes(Pages.page(List.of("{\"id\":\"a\",\"date_start\":\"2026-11-20T10:00:01Z\"}")));
        Cdr cdr = ((Got) reader.page(Pages.request(byTime, null), body, null))
                .page()
                .records()
                .get(0);
        assertThat(cdr.key()).isEqualTo("2026-11-20T10:00:01Z");
        assertThat(cdr.eventTime()).isEqualTo("2026-11-20T10:00:01Z");
    }

    @Test
    void ofTwoFieldsWithOneNameTheLastWins() {
        Page page = got(Pages.page(List.of("{\"id\":\"a\",\"\\u0069d\":\"b\"}", "{\"id\":\"a\",\"id\":null}")));
        assertThat(page.records().get(0).id()).isEqualTo("b");
        assertThat(page.records().get(1).isFallback()).isTrue();
    }

    @Test
    void aRecordWithoutIdIsKnownByTheNextBestField() {
        Page page = got(Pages.page(List.of(
                "{\"id\":null,\"message_id\":\"m\",\"call_id\":\"c\"}",
                "{\"call_id\":\"c\",\"date_start\":\"s\",\"id\":\"\",\"request_id\":\"r\"}",
                "{\"request_id\":\"r\",\"id\":{}}")));
        assertThat(page.records()).extracting(Cdr::id).containsExactly("~m:m", "~c:c@s@@@@", "~r:r");
        assertThat(page.records()).allMatch(Cdr::isFallback).allMatch(cdr -> cdr.key() == null);
    }

    @Test
    void withoutAnyIdContentDecidesWhateverItsOrder() {
        List<Cdr> records = got(Pages.page(List.of(
                        "{\"a\":1,\"b\":{\"x\":[1,\"2\"],\"y\":null}}",
                        "{\"c\":null,\"d\":\"\",\"b\":{\"x\":[\"1\",2]},\"a\":\"1\"}",
                        "{\"a\":1,\"b\":{\"x\":[12]}}")))
                .records();
        assertThat(records.get(0).id())
                .matches("~h:[0-9a-f]{32}")
                .isEqualTo(records.get(1).id());
        assertThat(records.get(2).id()).isNotEqualTo(records.get(0).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "12", "-1.5e3", "true", "\"a \\\" text 😀\"", "[1,{\"id\":\"x\"},\"]\"]", "\"\"", "[]"})
    void whatIsNoObjectIsABadRecordWithItsOwnBytes(String element) {
        Page page = got(Pages.page(List.of(Pages.record(1), element, Pages.record(2))));
        assertThat(page.records()).extracting(Cdr::ordinal).containsExactly(0, 2);
        assertThat(page.bad()).extracting(BadRecord::ordinal).containsExactly(1);
        BadRecord bad = page.bad().get(0);
        assertThat(new String(page.body(), bad.offset(), bad.length(), StandardCharsets.UTF_8))
                .isEqualTo(element);
        assertThat(bad.reason()).isEqualTo("not a JSON object");
        assertThat(page.billedRecords()).isEqualTo(3);
    }

    @Test
    void aTextOfTwoMegabytesIsLegalAndSoIsALongNumber() {
        String text = "é".repeat(1_000_000);
        Page page = got(Pages.page(List.of(
                "{\"message_body\":\"" + text + "\",\"n\":" + "9".repeat(5000) + ",\"id\":\"a\"}",
                "{\"message_body\":\"" + text + "\",\"n\":" + "9".repeat(5000) + "}")));
        assertThat(page.records()).extracting(Cdr::id).first().isEqualTo("a");
        assertThat(page.records().get(1).id()).startsWith("~h:");
    }

    @Test
    void aPageThatIsCutAnywhereIsMalformed() {
        byte[] whole = Pages.bytes(Pages.page(
                "TRUNCATED",
                Pages.next("https://api.example/v2?cursor=c&iv=i"),
                List.of("{\"id\":\"é😀\",\"n\":12}", "null", "{\"a\":[1]}")));
        for (int length = 0; length < whole.length; length++) {
            Answer answer = reader.page(Pages.sms(), Arrays.copyOf(whole, length), null);
            assertThat(answer).as("cut at %d", length).isInstanceOfSatisfying(Failed.class, failed -> assertThat(
                            failed.fault())
                    .isEqualTo(Fault.MALFORMED));
        }
        assertThat(reader.page(Pages.sms(), whole, null)).isInstanceOf(Got.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html>",
                "[]",
                "12",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0,\"records\":null}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0,\"records\":{}}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0,\"records\":[],\"records\":[]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":1,\"records\":[]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":\"many\",\"records\":[]}",
                "{\"request_status\":\"FAILED\",\"items_count\":0,\"records\":[]}",
                "{\"items_count\":0,\"records\":[]}",
                "{\"request_status\":\"TRUNCATED\",\"items_count\":0,\"records\":[]}",
                "{\"request_status\":\"TRUNCATED\",\"cursor\":\"c\",\"items_count\":0,\"records\":[]}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0,\"records\":[]}x",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0,\"records\":[]}{}",
                "{\"request_status\":\"SUCCESS\",\"items_count\":0,\"records\":[{\"secret\":sentinel}]}",
                "{\"request_status\":\"SUCCESS\",\"_links\":{\"next\":{\"href\":\"/x\"}},\"items_count\":0,\"records\":[]}",
            })
    void aPageThatContradictsItselfIsMalformed(String body) {
        Failed failed = malformed(Pages.sms(), Pages.bytes(body));
        assertThat(failed.sentence()).doesNotContain("sentinel").isNotBlank();
    }

    @Test
    void whatIsNotJsonIsToldByItsPlaceIfItHasOne() {
        assertThat(malformed(Pages.sms(), Pages.bytes("{\"a\":1,<html>")).sentence())
                .contains("not JSON at byte 7 of 13");
        assertThat(malformed(Pages.sms(), "<html>".getBytes(StandardCharsets.UTF_16BE))
                        .sentence())
                .contains("not JSON in UTF-8")
                .doesNotContain("-1");
        assertThat(malformed(Pages.sms(), Pages.bytes("{\"a\":" + "[".repeat(5000)))
                        .sentence())
                .contains("nested too deeply");
    }

    @Test
    void anotherEncodingIsMalformedAndAByteOrderMarkIsNot() {
        String body = Pages.records(2);
        malformed(Pages.sms(), body.getBytes(StandardCharsets.UTF_16BE));
        malformed(Pages.sms(), body.getBytes(StandardCharsets.UTF_16));
        Page page = got("\uFEFF" + body);
        assertThat(text(page, page.records().get(1))).isEqualTo(Pages.record(1));
    }

    @Test
    void theNextCursorIsTheLinksElseTheBodys() {
        String link = Pages.next("https://api.example/v2/x?account_id=1&cursor=a%2Bb+c%3D&iv=i-_#end");
        String own = "\"cursor\":\"own\",\"iv\":\"own-iv\",";
        assertThat(got(Pages.page("TRUNCATED", link + own, List.of())).next()).isEqualTo(new Cursor("a+b+c=", "i-_"));
        assertThat(got(Pages.page("SUCCESS", link, List.of())).next()).isEqualTo(new Cursor("a+b+c=", "i-_"));
        assertThat(got(Pages.page("TRUNCATED", own, List.of())).next()).isEqualTo(new Cursor("own", "own-iv"));
        assertThat(got(Pages.page("SUCCESS", own + Pages.next("/v2/reports/records"), List.of()))
                        .next())
                .isEqualTo(new Cursor("own", "own-iv"));
        assertThat(got(Pages.page("SUCCESS", own, List.of())).next()).isNull();
        assertThat(got(Pages.page("SUCCESS", own + "\"_links\":{\"next\":null},", List.of()))
                        .next())
                .isNull();
        assertThat(foreign).hasValue(0);
    }

    @Test
    void aCursorThatLeadsToTheSamePageAgainIsMalformed() {
        PageRequest second = Pages.request(Pages.stream("SMS", Direction.OUTBOUND, "id"), new Cursor("c", "i"));
        List<String> records = List.of(Pages.record(1), Pages.record(2));
        byte[] same = Pages.bytes(Pages.page("TRUNCATED", "\"cursor\":\"c\",\"iv\":\"i\",", records));
        byte[] other = Pages.bytes(Pages.page("TRUNCATED", "\"cursor\":\"d\",\"iv\":\"i\",", List.of()));
        assertThat(malformed(second, same)).isEqualTo(Failed.contradictory("the API repeated the cursor", null, 2));
        assertThat(reader.page(second, other, null)).isInstanceOf(Got.class);
    }

    @Test
    void aLinkToAnotherHostIsCountedAndOnlyItsCursorUsed() {
        for (String host :
                List.of("evil.example", "api.example@evil.example", "api.example.evil.example", "api.example:8443")) {
            Page page = got(Pages.page("TRUNCATED", Pages.next("https://" + host + "/?cursor=c&iv=i"), List.of()));
            assertThat(page.next()).isEqualTo(new Cursor("c", "i"));
        }
        assertThat(foreign).hasValue(4);
        got(Pages.page("TRUNCATED", Pages.next("https://API.example:443/?cursor=c&iv=https://x"), List.of()));
        got(Pages.page("TRUNCATED", Pages.next("/?cursor=c&iv=https://x"), List.of()));
        assertThat(foreign).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a,b, c\"", "[\"a\",\"b\",\"c\"]", "[\"a,b\",null,\"c\",\"\"]"})
    void aLookUpNamesWhatIsMissing(String missing) {
        byte[] body =
                Pages.bytes(Pages.page("SUCCESS", "\"ids_not_found\":" + missing + ",", List.of(Pages.record(1))));
        LookUp found = reader.lookUp(Pages.sms(), body, null);
        assertThat(found.missing()).containsExactly("a", "b", "c");
        assertThat(found.page()).isNotNull();
        assertThat(found.failure()).isNull();
    }

    private Page got(String body) {
        Answer answer = reader.page(Pages.sms(), Pages.bytes(body), new ApiDate(DATE, 0));
        assertThat(answer).isInstanceOf(Got.class);
        return ((Got) answer).page();
    }

    private Failed malformed(PageRequest request, byte[] body) {
        Answer answer = reader.page(request, body, null);
        assertThat(answer).isInstanceOf(Failed.class);
        assertThat(((Failed) answer).fault()).isEqualTo(Fault.MALFORMED);
        return (Failed) answer;
    }

    private static String text(Page page, Cdr cdr) {
        return new String(page.body(), cdr.offset(), cdr.length(), StandardCharsets.UTF_8);
    }
}
