package io.cdrstream.source.vonage;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests and bodies, made by code. */
final class Pages {

    static final Instant FROM = Instant.parse("2026-11-20T10:00:00Z");

    private Pages() {}

    static CdrStream stream(String product, @Nullable Direction direction, String key) {
        return stream(product, direction, key, Map.of(), Map.of());
    }

    static CdrStream stream(
            String product,
            @Nullable Direction direction,
            String key,
            Map<String, String> filters,
            Map<String, String> options) {
        return new CdrStream(
                new StreamId("abcd1234", product, direction, new TreeMap<>(filters)),
                "abcd1234",
                ProductCatalogue.find(product),
                options,
                key,
                "cdr.test",
                Duration.ZERO,
                null,
                null);
    }

    static PageRequest sms() {
        return request(stream("SMS", Direction.OUTBOUND, "id"), null);
    }

    static PageRequest request(CdrStream stream, @Nullable Cursor cursor) {
        return new PageRequest(stream, new Slice(FROM, FROM.plusSeconds(60)), cursor);
    }

    /** The last page of a slice. */
    static String page(List<String> records) {
        return page("SUCCESS", "", records);
    }

    static String page(String status, String more, List<String> records) {
        return "{\"request_id\":\"r-1\",\"request_status\":\"" + status + "\"," + more
                + "\"received_at\":\"2026-11-20T10:05:00+0000\",\"items_count\":" + records.size()
                + ",\"price\":0.0,\"_extra\":{\"a\":[1,{\"b\":null}]},\"records\":["
                + String.join(" ,\n", records) + "] }";
    }

    static String next(String href) {
        return "\"_links\":{\"self\":{\"href\":\"x\"},\"next\":{\"href\":\"" + href + "\"}},";
    }

    /** About 700 bytes. */
    static String record(int n) {
        return ("{'account_id':'abcd1234','message_id':'m-N','account_ref':'','client_ref':null,'direction':'outbound',"
                        + "'from':'Sender','to':'test-N','forced_from':'','changed_from':'','concatenated':'FALSE',"
                        + "'network':'23410','network_name':'A network somewhere','country':'GB',"
                        + "'country_name':'United Kingdom','date_received':'2026-11-20T10:00:30+00:00',"
                        + "'date_finalized':'2026-11-20T10:00:31+00:00','latency':'1366','status':'delivered',"
                        + "'error_code':'0','error_code_description':'Delivered','currency':'EUR',"
                        + "'total_price':'0.03330000','id':'m-N','workflow':'','campaign_id':'some-campaign',"
                        + "'validity_period':'259200','dcs':'','sender_type':'alphanumeric','usage':'A2P'}")
                .replace('\'', '"')
                .replace("N", Integer.toString(100_000 + n));
    }

    static String records(int count) {
        return page(IntStream.range(0, count).mapToObj(Pages::record).collect(Collectors.toList()));
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
