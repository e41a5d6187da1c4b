package io.cdrstream.source.vonage;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.PageRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code GET /v2/reports/records}: names what the stream names and nothing else, since the API answers a
 * parameter that does not belong with 422.
 *
 * <p>It is always our own query with {@code cursor} and {@code iv} added, never a link that the API sent. Holds phone
 * numbers if the stream's filters do, so it is never logged (I6).
 */
final class RecordsQuery {

    /** All that may accompany {@code id}, beside product, account and direction. */
    private static final Set<String> OPTIONS_WITH_ID = Set.of("include_message", "show_concatenated");

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder query = new StringBuilder(256);

    private RecordsQuery(CdrStream stream) {
        add("product", stream.id().product());
        add("account_id", stream.id().account());
        stream.id().directionText().ifPresent(direction -> add("direction", direction));
    }

    static String page(PageRequest request) {
        return request.isFollowUp() ? lookUp(request.stream(), request.ids()) : slice(request);
    }

    private static String slice(PageRequest request) {
        CdrStream stream = request.stream();
        RecordsQuery query = new RecordsQuery(stream);
        stream.id().filters().forEach(query::add);
        stream.options().forEach(query::add);
        query.add("date_start", text(request.slice().from()));
        query.add("date_end", text(request.slice().to()));
        @Nullable Cursor cursor = request.cursor();
        if (cursor != null) {
            query.add("cursor", cursor.cursor());
            query.add("iv", cursor.iv());
        }
        return query.query.toString();
    }

    static String lookUp(CdrStream stream, List<String> ids) {
        RecordsQuery query = new RecordsQuery(stream);
        stream.options().forEach((name, value) -> {
            if (OPTIONS_WITH_ID.contains(name)) {
                query.add(name, value);
            }
        });
        query.add("id", String.join(",", ids));
        return query.query.toString();
    }

    private void add(String name, String value) {
        if (query.length() > 0) {
            query.append('&');
        }
        query.append(encoded(name)).append('=').append(encoded(value));
    }

    /** Everything but letters, digits and {@code -._*} as bytes in per cent; a space too, which forms write as plus. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Instant time) {
        return SECONDS.format(time);
    }
}
