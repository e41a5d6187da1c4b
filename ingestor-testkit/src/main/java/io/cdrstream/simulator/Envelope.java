package io.cdrstream.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cdrstream.simulator.Cursors.Cursor;
import io.cdrstream.simulator.cdr.JsonBytes;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes bodies: a page with all that surrounds its records, or a problem. */
final class Envelope {

    /**
     * What surrounds the records.
     *
     * @param next the cursor of the next page; null on the last
     * @param nextBase scheme and host of the next link
     */
    record Surroundings(
            String requestId, Instant at, @Nullable Cursor next, String nextBase, boolean truncated, int itemsCount) {}

    private static final JsonFactory JSON = new JsonFactory();

    private final String base;

    Envelope(String base) {
        this.base = base;
    }

    void write(Page page, ReportQuery query, Surroundings around, JsonBytes out) throws IOException {
        out.clear();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writeLinks(query, around, json);
            json.writeStringField("request_id", around.requestId());
            json.writeStringField("request_status", around.truncated() ? "TRUNCATED" : "SUCCESS");
            if (around.next() != null) {
                json.writeStringField("cursor", around.next().cursor());
                json.writeStringField("iv", around.next().iv());
            }
            json.writeStringField("received_at", ApiDates.write(around.at()));
            json.writeNumberField("price", price(page, query));
            json.writeStringField("currency", "EUR");
            writeEcho(query, json);
            json.writeBooleanField("include_subaccounts", false);
            json.writeNumberField("items_count", around.itemsCount());
            if (!page.missing.isEmpty()) {
                json.writeStringField("ids_not_found", String.join(",", page.missing));
            }
            json.writeFieldName("records");
            json.writeRawValue("[");
            json.flush();
            out.write(page.records.array(), 0, page.records.length());
            json.writeRaw(']');
            json.writeEndObject();
        }
    }

    void write(Problem problem, String instance, JsonBytes out) throws IOException {
        out.clear();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", problem.type());
            json.writeStringField("title", problem.title());
            json.writeStringField("detail", problem.detail());
            if (!problem.invalid().isEmpty()) {
                json.writeArrayFieldStart("invalid_parameters");
                for (Problem.Invalid invalid : problem.invalid()) {
                    json.writeStartObject();
                    json.writeStringField("name", invalid.name());
                    json.writeStringField("reason", invalid.reason());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeStringField("instance", instance);
            json.writeEndObject();
        }
    }

    private void writeLinks(ReportQuery query, Surroundings around, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("_links");
        writeLink("self", href(base, query.sent()), json);
        if (around.next() != null) {
            Map<String, String> next = new LinkedHashMap<>(query.sent());
            next.put("cursor", around.next().cursor());
            next.put("iv", around.next().iv());
            writeLink("next", href(around.nextBase(), next), json);
        }
        json.writeEndObject();
    }

    private static void writeLink(String name, String href, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("href", href);
        json.writeEndObject();
    }

    private static void writeEcho(ReportQuery query, JsonGenerator json) throws IOException {
        for (Map.Entry<String, String> sent : query.sent().entrySet()) {
            switch (sent.getKey()) {
                case "cursor", "iv" -> {}
                case "include_message", "show_concatenated" ->
                    json.writeBooleanField(sent.getKey(), Boolean.parseBoolean(sent.getValue()));
                case "date_start", "date_end" -> {
                    Optional<Instant> date = ApiDates.parse(sent.getValue());
                    json.writeStringField(
                            sent.getKey(), date.map(ApiDates::write).orElse(sent.getValue()));
                }
                default -> json.writeStringField(sent.getKey(), sent.getValue());
            }
        }
    }

    private static BigDecimal price(Page page, ReportQuery query) {
        boolean free = query.of().product().equals(UsageReport.PRODUCT);
        return free ? BigDecimal.ZERO : Bill.FEE.multiply(BigDecimal.valueOf(page.items()));
    }

    static String href(String base, Map<String, String> parameters) {
        StringBuilder href = new StringBuilder(base).append("/v2/reports/records");
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            href.append(separator).append(encoded(parameter.getKey()));
            href.append('=').append(encoded(parameter.getValue()));
            separator = '&';
        }
        return href.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
