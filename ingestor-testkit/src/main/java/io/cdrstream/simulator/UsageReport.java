package io.cdrstream.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.simulator.cdr.JsonBytes;
import io.cdrstream.simulator.cdr.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The product REPORTS-USAGE: the report calls made for an account, oldest first, of those the request log still
 * remembers. Free.
 */
public final class UsageReport {

    public static final String PRODUCT = "REPORTS-USAGE";

    private static final JsonFactory JSON = new JsonFactory();

    private final RequestLog log;
    private final int pageSize;

    UsageReport(RequestLog log, int pageSize) {
        this.log = log;
        this.pageSize = pageSize;
    }

    Page read(ReportQuery query, @Nullable Bookmark from, Instant now, JsonBytes scratch) {
        Instant asOf = from == null ? now : Instant.ofEpochMilli(from.asOf());
        long first = from == null ? 0 : from.next().second();
        Page page = new Page(scratch);
        for (RequestSeen request : log.all()) {
            if (request.number() < first || !wanted(request, query, asOf)) {
                continue;
            }
            if (page.items() == pageSize) {
                Position next = new Position(request.number(), 0, 0);
                page.next(new Bookmark(now.toEpochMilli(), asOf.toEpochMilli(), next, next));
                break;
            }
            page.add(record(request));
        }
        query.ids().stream().filter(id -> !page.records.toString().contains(id)).forEach(page.missing::add);
        return page;
    }

    private static boolean wanted(RequestSeen request, ReportQuery query, Instant asOf) {
        long second = request.at().getEpochSecond();
        boolean there = request.status() == 200
                && request.account().equals(query.of().account())
                && !request.at().isAfter(asOf);
        return there
                && (query.byId()
                        ? query.ids().contains(id(request))
                        : second >= query.of().from() && second < query.of().to());
    }

    /** The record of a report call that was answered. */
    public static String record(RequestSeen request) {
        boolean charged = !request.product().equals(PRODUCT);
        JsonBytes out = new JsonBytes();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("acc", request.key());
            json.writeStringField("product_type", "reports");
            json.writeStringField("date_received", ApiDates.write(request.at()));
            json.writeNullField("date_started");
            json.writeStringField("date_finished", ApiDates.write(request.at()));
            json.writeStringField("status", "SUCCESS");
            json.writeStringField("account_id", request.account());
            json.writeStringField("master_account_id", request.key());
            json.writeStringField("is_charged", charged ? "TRUE" : "FALSE");
            json.writeObjectFieldStart("request_params");
            for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
                json.writeStringField(parameter.getKey(), parameter.getValue());
            }
            json.writeEndObject();
            boolean byId = request.parameters().containsKey("id");
            json.writeStringField("job_type", byId ? "SYNC_JOB_FROM_ID" : "SYNC_JOB_FROM_DATES");
            json.writeStringField("requested_product", request.product());
            json.writeNumberField("items_written", request.records());
            json.writeNumberField("price", charged ? Bill.FEE : BigDecimal.ZERO);
            json.writeStringField("currency", "EUR");
            json.writeNumberField("total_price", Bill.FEE.multiply(BigDecimal.valueOf(request.records())));
            json.writeStringField("id", id(request));
            json.writeStringField("tier_volume", "");
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toString();
    }

    private static String id(RequestSeen request) {
        return UUID.nameUUIDFromBytes(("request " + request.number()).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }
}
