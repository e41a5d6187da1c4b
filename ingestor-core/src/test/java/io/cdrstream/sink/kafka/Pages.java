package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Pages as the source would deliver them, made by hand. */
public final class Pages {

    public static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    private Pages() {}

    public static CdrStream stream(String topic) {
        return stream(topic, Collections.emptySortedMap());
    }

    public static CdrStream stream(String topic, SortedMap<String, String> filters) {
        return new CdrStream(
                new StreamId("abcd1234", "SMS", Direction.OUTBOUND, filters),
                "abcd1234",
                ProductCatalogue.find("SMS"),
                Map.of(),
                "id",
                topic,
                Duration.ofMinutes(5),
                START,
                null);
    }

    static CdrStream withOptions(CdrStream stream, Map<String, String> options) {
        return new CdrStream(
                stream.id(),
                stream.credential(),
                stream.product(),
                options,
                stream.key(),
                stream.topic(),
                stream.format(),
                stream.plan(),
                stream.start(),
                stream.end());
    }

    /** Outbound SMS from then on, read by this plan. */
    public static CdrStream stream(PassPlan plan, Instant start) {
        return stream("cdr.sms", plan, start);
    }

    static CdrStream stream(String topic, PassPlan plan, Instant start) {
        return stream(topic, plan, start, null);
    }

    public static CdrStream stream(PassPlan plan, Instant start, Instant end) {
        return stream("cdr.sms", plan, start, end);
    }

    private static CdrStream stream(String topic, PassPlan plan, Instant start, @Nullable Instant end) {
        return new CdrStream(
                StreamId.of("abcd1234", "SMS", Direction.OUTBOUND),
                "abcd1234",
                ProductCatalogue.find("SMS"),
                Map.of(),
                "id",
                topic,
                EventFormat.JSON,
                plan,
                start,
                end);
    }

    public static Slice hour(int hour) {
        return new Slice(START.plusSeconds(3600L * hour), START.plusSeconds(3600L * (hour + 1)));
    }

    /** A page of records with these ids, each at the beginning of the slice. */
    public static Page page(
            CdrStream stream, Slice slice, @Nullable String cursor, @Nullable String next, String... ids) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Cdr> records = new ArrayList<>();
        for (String id : ids) {
            byte[] json = ("{\"id\":\"" + id + "\"}").getBytes(UTF_8);
            records.add(new Cdr(records.size(), body.size(), json.length, id, false, slice.from(), null));
            body.writeBytes(json);
        }
        PageRequest request = new PageRequest(stream, slice, cursor(cursor));
        return new Page(
                request,
                body.toByteArray(),
                records,
                List.of(),
                cursor(next),
                slice.to().plusSeconds(600));
    }

    /** A last page with one record of that many bytes, good or bad. */
    public static Page large(CdrStream stream, Slice slice, int bytes, boolean isBad) {
        byte[] body = "x".repeat(bytes).getBytes(UTF_8);
        List<Cdr> good = List.of(new Cdr(0, 0, bytes, "large", false, slice.from(), null));
        List<BadRecord> bad = List.of(new BadRecord(0, 0, bytes, "is no object"));
        PageRequest request = new PageRequest(stream, slice, null);
        return new Page(
                request,
                body,
                isBad ? List.of() : good,
                isBad ? bad : List.of(),
                null,
                slice.to().plusSeconds(600));
    }

    private static @Nullable Cursor cursor(@Nullable String name) {
        return name == null ? null : new Cursor(name, "iv-" + name);
    }
}
