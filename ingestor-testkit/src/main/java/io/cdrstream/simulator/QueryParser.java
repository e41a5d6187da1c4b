package io.cdrstream.simulator;

import io.cdrstream.simulator.Problem.Invalid;
import io.cdrstream.simulator.cdr.Options;
import io.cdrstream.simulator.cdr.SliceOf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks a query string against the matrix and the rules of dates and ids, and names everything that is wrong with it
 * at once.
 */
final class QueryParser {

    private static final int MOST_IDS = 20;
    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);

    private final Duration longestSpan;

    QueryParser(Duration longestSpan) {
        this.longestSpan = longestSpan;
    }

    Parsed parse(Map<String, List<String>> query, Instant now) {
        List<Invalid> wrong = new ArrayList<>();
        Map<String, String> sent = single(query, wrong);
        String product = sent.getOrDefault("product", "");
        if (!ParameterMatrix.PRODUCTS.contains(product)) {
            String known = String.join(", ", ParameterMatrix.PRODUCTS);
            return Problem.invalidParameter("product", "Unknown product. Use one of [" + known + "]");
        }
        checkMatrix(sent, product, wrong);
        if (!wrong.isEmpty()) {
            return Problem.invalidParameters(wrong);
        }
        return sent.containsKey("id") ? byId(sent) : byDate(sent, now);
    }

    private static Map<String, String> single(Map<String, List<String>> query, List<Invalid> wrong) {
        Map<String, String> sent = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            sent.put(name, values.get(0));
            if (values.size() > 1) {
                wrong.add(new Invalid(name, "Given more than once"));
            }
        });
        return sent;
    }

    private static void checkMatrix(Map<String, String> sent, String product, List<Invalid> wrong) {
        if (sent.getOrDefault("account_id", "").isEmpty()) {
            wrong.add(new Invalid("account_id", "Missing required parameter"));
        }
        if (ParameterMatrix.DIRECTION_REQUIRED.contains(product) && !sent.containsKey("direction")) {
            wrong.add(new Invalid("direction", "Missing required parameter"));
        }
        sent.forEach((name, value) -> {
            if (!ParameterMatrix.allows(name, product)) {
                wrong.add(new Invalid(name, "Not supported for product " + product));
            } else if (!ParameterMatrix.knows(name, value.toLowerCase(Locale.ROOT))) {
                wrong.add(new Invalid(name, "Not a known value"));
            }
        });
        if (sent.containsKey("show_concatenated") && !"outbound".equals(sent.get("direction"))) {
            wrong.add(new Invalid("show_concatenated", "Only with direction outbound"));
        }
    }

    private static Parsed byId(Map<String, String> sent) {
        TreeSet<String> strangers = new TreeSet<>(sent.keySet());
        strangers.removeAll(ParameterMatrix.WITH_ID);
        if (!strangers.isEmpty()) {
            return Problem.invalidFilter("Not supported together with id: " + strangers);
        }
        List<String> ids = List.of(sent.getOrDefault("id", "").split(",", -1));
        if (ids.contains("")) {
            return Problem.invalidParameter("id", "An id is empty");
        }
        if (ids.size() > MOST_IDS) {
            return Problem.invalidParameter("id", "At most " + MOST_IDS + " ids");
        }
        return query(sent, ids, 0, 0);
    }

    private Parsed byDate(Map<String, String> sent, Instant now) {
        if (sent.containsKey("cursor") != sent.containsKey("iv")) {
            return Problem.invalidParameter(sent.containsKey("iv") ? "cursor" : "iv", "Missing required parameter");
        }
        if (sent.containsKey("date_start") != sent.containsKey("date_end")) {
            String missing = sent.containsKey("date_end") ? "date_start" : "date_end";
            return Problem.invalidParameter(missing, "Missing required parameter");
        }
        if (!sent.containsKey("date_start")) {
            long end = now.getEpochSecond();
            return query(sent, List.of(), end - DEFAULT_RANGE.toSeconds(), end);
        }
        Optional<Instant> from = ApiDates.parse(sent.getOrDefault("date_start", ""));
        Optional<Instant> to = ApiDates.parse(sent.getOrDefault("date_end", ""));
        if (from.isEmpty() || to.isEmpty()) {
            return Problem.invalidParameter(from.isEmpty() ? "date_start" : "date_end", "Not a date with an offset");
        }
        if (!from.get().isBefore(to.get())) {
            return Problem.invalidParameter("date_end", "Not after date_start");
        }
        if (Duration.between(from.get(), to.get()).compareTo(longestSpan) > 0) {
            return Problem.invalidParameter(
                    "date_end", "More than " + longestSpan.toHours() + " hours after date_start");
        }
        return query(sent, List.of(), ApiDates.ceiling(from.get()), ApiDates.ceiling(to.get()));
    }

    private static ReportQuery query(Map<String, String> sent, List<String> ids, long from, long to) {
        SliceOf of = new SliceOf(
                sent.getOrDefault("account_id", ""),
                sent.getOrDefault("product", ""),
                sent.getOrDefault("direction", ""),
                from,
                to);
        Map<String, String> filters = sent.entrySet().stream()
                .filter(e -> ParameterMatrix.filters(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Options options = new Options(
                Boolean.parseBoolean(sent.get("include_message")), Boolean.parseBoolean(sent.get("show_concatenated")));
        return new ReportQuery(of, ids, filters, options, sent);
    }
}
