package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Cdr.Content;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.source.Answer.Got;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the revisions of a record are told apart by. Apostrophes stand for quotes. */
class RecordContentTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));
    private static final CdrStream SMS = Pages.stream("SMS", Direction.OUTBOUND, "id");
    private static final CdrStream UNKNOWN = Pages.stream("PRODUCT-OF-TOMORROW", null, "id");

    private final RecordsPageReader reader =
            new RecordsPageReader(CLOCK, new ForeignLinks(URI.create("https://api.example"), CLOCK, () -> {}));

    @Test
    void stateCountryAndCurrencyAreTexts() {
        assertTexts("{'status':'delivered','country':'GB','currency':'EUR'}", "delivered", "GB", "EUR");
        assertTexts("{'status':'\\u0064elivered','country':44,'currency':true}", "delivered", "44", "true");
        assertTexts("{'status':'','country':null,'currency':{'currency':'EUR'}}", null, null, null);
        assertTexts("{'status':['a'],'x':{'country':'GB'}}", null, null, null);
        assertTexts("{'status':'a','status':'b','country':'GB','country':null}", "b", null, null);
    }

    @Test
    void aTextThatRecordsShareIsMadeOnce() {
        String usual = "{'status':'delivered','country':'GB','currency':'EUR'}";
        String other = "{'status':'failed','country':'FR','currency':'USD'}";
        List<Cdr> records = records(SMS, usual, other, usual);
        Content first = records.get(0).content();
        Content last = records.get(2).content();
        assertThat(last.status()).isSameAs(first.status());
        assertThat(last.country()).isSameAs(first.country());
        assertThat(last.currency()).isSameAs(first.currency());
    }

    @Test
    void moreTextsThanAreKeptAreAllRight() {
        List<String> states =
                IntStream.range(0, 2000).mapToObj(i -> "state-" + i % 700).toList();
        assertThat(records(
                        SMS,
                        states.stream()
                                .map(state -> "{'status':'" + state + "'}")
                                .toArray(String[]::new)))
                .extracting(cdr -> cdr.content().status())
                .isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource({"SMS,country", "NETWORK-API-EVENT,country_code", "VERIFY-API,country"})
    void theCountryIsTheFieldThatTheProductHasForIt(String product, String field) {
        Cdr cdr = records(Pages.stream(product, null, "id"), "{'" + field + "':'GB'}")
                .get(0);
        assertThat(cdr.content().country()).isEqualTo("GB");
    }

    @Test
    void theOrderOfTheFieldsDoesNotMatter() {
        List<String> fields = new ArrayList<>(List.of(
                "'to':'1'", "'from':'2'", "'country':'GB'", "'network':{'a':1,'b':[1,2]}", "'latency':5", "'dcs':'5'"));
        long first = rest("{" + String.join(",", fields) + "}");
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(fields, new Random(seed));
            assertThat(rest("{" + String.join(",", fields) + "}")).isEqualTo(first);
        }
    }

    @Test
    void aColumnThatNobodyKnowsIsNoChangeAndOneThatIsKnownIs() {
        long before = rest("{'to':'1'}");
        assertThat(rest("{'to':'1','column_of_tomorrow':'1','other':{'to':'2'}}"))
                .isEqualTo(before);
        assertThat(rest("{'to':'1','network':'1'}")).isNotEqualTo(before);
    }

    @Test
    void idStateAndChargeAreToldApartByThemselves() {
        long before = rest("{'to':'1'}");
        assertThat(rest("{'to':'1','id':'a','status':'b','total_price':'1'}")).isEqualTo(before);
        assertThat(rest("{'to':'1','price':'1'}")).as("which SMS have not").isEqualTo(before);
        CdrStream verify = Pages.stream("VERIFY-API", null, "id");
        assertThat(rest(verify, "{'to':'1','price':'1'}")).isEqualTo(rest(verify, "{'to':'1'}"));
        assertThat(rest(verify, "{'to':'1','sms_price':'1'}")).isNotEqualTo(rest(verify, "{'to':'1'}"));
    }

    @Test
    void countryAndCurrencyAreContentToo() {
        assertThat(Set.of(rest("{'country':'GB'}"), rest("{'country':'FR'}"), rest("{'currency':'GB'}"), rest("{}")))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'to':null}", "{'to':''}", "{'to':null,'from':'','network':null}"})
    void nothingIsNothing(String record) {
        assertThat(rest(record)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to':5}|{'to':'5'}",
                "{'to':-1.50e3}|{'to':'-1.50e3'}",
                "{'to':true}|{'to':'true'}",
                "{'to':'\\u0061\\/\\t'}|{'to':'a/\\u0009'}",
                "{'to':'\\uD83D\\uDE00é'}|{'to':'😀\\u00e9'}",
                "{'\\u0074o':'1'}|{'to':'1'}",
                "{'to':{'a':1,'b':''}}|{'to':{'c':null,'a':'1'}}",
                "{'to':{'a':{'x':1,'y':2}}}|{'to':{'a':{'y':2,'x':1}}}",
                "{'to':[1,null]}|{'to':['1','']}",
            })
    void twoWaysToSayTheSameAreOne(String one, String other) {
        assertThat(rest(one)).isEqualTo(rest(other)).isNotZero();
        assertThat(rest(UNKNOWN, one)).isEqualTo(rest(UNKNOWN, other)).isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to':5}|{'to':5.0}",
                "{'to':'a'}|{'to':'b'}",
                "{'to':'a'}|{'to':'A'}",
                "{'to':'a'}|{'to':'a '}",
                "{'to':'a'}|{'from':'a'}",
                "{'to':'1','from':'2'}|{'to':'2','from':'1'}",
                "{'to':'12','from':'3'}|{'to':'1','from':'23'}",
                "{'to':'1','from':'1'}|{}",
                "{'to':[1,2]}|{'to':[2,1]}",
                "{'to':[1,[2]]}|{'to':[[1],2]}",
                "{'to':[1]}|{'to':1}",
                "{'to':[]}|{'to':{}}",
                "{'to':[null,1]}|{'to':[1]}",
                "{'to':{'a':1,'b':2}}|{'to':{'a':2,'b':1}}",
                "{'to':{'a':{'b':1}}}|{'to':{'b':{'a':1}}}",
                "{'to':{'a':1}}|{'to':'{\\u0022a\\u0022:1}'}",
                "{'to':{'a':1},'from':2}|{'to':2,'from':{'a':1}}",
            })
    void whatDiffersDiffers(String one, String other) {
        assertThat(rest(one)).isNotEqualTo(rest(other));
        assertThat(rest(UNKNOWN, one)).isNotEqualTo(rest(UNKNOWN, other));
    }

    @Test
    void ofAnUnknownProductAllFieldsCount() {
        long before = rest(UNKNOWN, "{'a':'1'}");
        assertThat(rest(UNKNOWN, "{'a':'1','b':'2'}")).isNotEqualTo(before);
        assertThat(rest(UNKNOWN, "{'a':'1','id':'x','status':'y','total_price':'1'}"))
                .isEqualTo(before);
        String many = "{"
                + String.join(
                        ",",
                        IntStream.range(0, 300).mapToObj(i -> "'f" + i + "':1").toList()) + "}";
        assertThat(rest(UNKNOWN, many))
                .isEqualTo(rest(UNKNOWN, many))
                .isNotEqualTo(rest(UNKNOWN, many.replace("'f299':1", "'f299':2")));
    }

    @Test
    void everyCharacterAndEveryFieldOfEveryProductCounts() {
        Set<Long> seen = new HashSet<>();
        int made = 0;
        String text = "0123456789abcdefghi";
        for (String field : ProductCatalogue.find("SMS").fields()) {
            if (Set.of("id", "status", "total_price").contains(field)) {
                continue;
            }
            for (int length = 1; length <= text.length(); length++) {
                String value = text.substring(0, length);
                seen.add(rest("{'" + field + "':'" + value + "'}"));
                seen.add(rest("{'" + field + "':'" + value.substring(0, length - 1) + "x'}"));
                seen.add(rest("{'" + field + "':'" + value.replace('0', '9') + "'}"));
                made += 3;
            }
        }
        assertThat(seen).hasSize(made);
    }

    @Test
    void aLongTextCountsToItsEnd() {
        String text = "é".repeat(100_000);
        assertThat(rest("{'to':'" + text + "a'}")).isNotEqualTo(rest("{'to':'" + text + "b'}"));
    }

    private void assertTexts(
            String record, @Nullable String status, @Nullable String country, @Nullable String currency) {
        Content content = records(SMS, record).get(0).content();
        assertThat(content.status()).isEqualTo(status);
        assertThat(content.country()).isEqualTo(country);
        assertThat(content.currency()).isEqualTo(currency);
    }

    private long rest(String record) {
        return rest(SMS, record);
    }

    private long rest(CdrStream stream, String record) {
        return records(stream, record).get(0).content().rest();
    }

    private List<Cdr> records(CdrStream stream, String... records) {
        List<String> json = new ArrayList<>();
        for (String record : records) {
            json.add(record.replace('\'', '"'));
        }
        byte[] body = Pages.bytes(Pages.page(json));
        return ((Got) reader.page(Pages.request(stream, null), body, null))
                .page()
                .records();
    }
}
