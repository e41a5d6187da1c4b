package io.cdrstream.app.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of value that keys have, and how people write them. */
final class ValueTypes {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(B|KB|MB|GB)?");

    private ValueTypes() {}

    static ValueType<String> text() {
        return new ValueType<>("text", "", ValueTypes::notEmpty, Map.of("type", "string", "minLength", 1));
    }

    /** @param what completes "is not …" */
    static ValueType<String> text(String pattern, String what) {
        Pattern compiled = Pattern.compile(pattern);
        return new ValueType<>(
                "text",
                what,
                t -> {
                    require(compiled.matcher(t).matches(), "is not " + what);
                    return t;
                },
                Map.of("type", "string"));
    }

    static ValueType<String> choice(String... values) {
        return choice(List.of(values), List.of(values));
    }

    /** As the API takes it; in YAML a boolean or a text. */
    static ValueType<String> yesNoText() {
        return choice(List.of("true", "false"), List.of(true, false, "true", "false"));
    }

    private static ValueType<String> choice(List<String> values, List<?> inSchema) {
        return new ValueType<>(
                "choice",
                String.join(", ", values),
                t -> {
                    require(values.contains(t), "is none of " + String.join(", ", values));
                    return t;
                },
                Map.of("enum", inSchema),
                values);
    }

    static ValueType<Boolean> yesNo() {
        return new ValueType<>(
                "true or false",
                "",
                t -> {
                    require(t.equals("true") || t.equals("false"), "is neither true nor false");
                    return t.equals("true");
                },
                Map.of("type", "boolean"),
                List.of("true", "false"));
    }

    static ValueType<Integer> integer(int min, int max) {
        return new ValueType<>(
                "number",
                min + " to " + max,
                t -> {
                    require(t.matches("-?\\d{1,9}"), "is not a whole number");
                    int value = Integer.parseInt(t);
                    require(min <= value && value <= max, "is not within " + min + " and " + max);
                    return value;
                },
                Map.of("type", "integer", "minimum", min, "maximum", max));
    }

    static ValueType<BigDecimal> decimal(String min, String max) {
        return new ValueType<>(
                "number",
                min + " to " + max,
                t -> {
                    require(t.matches("-?\\d{1,12}(\\.\\d{1,9})?"), "is not a number such as 0.5");
                    BigDecimal value = new BigDecimal(t);
                    require(
                            value.compareTo(new BigDecimal(min)) >= 0 && value.compareTo(new BigDecimal(max)) <= 0,
                            "is not within " + min + " and " + max);
                    return value;
                },
                Map.of("type", "number", "minimum", new BigDecimal(min), "maximum", new BigDecimal(max)));
    }

    static ValueType<Duration> duration(String min, String max) {
        return new ValueType<>(
                "duration",
                min + " to " + max,
                t -> {
                    Duration value = parseDuration(t);
                    require(
                            value.compareTo(parseDuration(min)) >= 0 && value.compareTo(parseDuration(max)) <= 0,
                            "is not within " + min + " and " + max);
                    return value;
                },
                Map.of("type", "string", "pattern", "^\\d+(ms|s|m|h|d)$"));
    }

    /** In UTC. */
    static ValueType<LocalTime> timeOfDay() {
        return new ValueType<>(
                "time of day",
                "00:00 to 23:59",
                t -> {
                    require(t.matches("([01]\\d|2[0-3]):[0-5]\\d"), "is not a time of day such as 02:00");
                    return LocalTime.parse(t);
                },
                Map.of("type", "string", "pattern", "^([01]\\d|2[0-3]):[0-5]\\d$"));
    }

    /** As a part of one. */
    static ValueType<Double> percent() {
        return new ValueType<>(
                "percentage",
                "0% to 100%",
                t -> {
                    require(t.matches("\\d{1,3}(\\.\\d{1,3})? ?%"), "is not a percentage such as 1%");
                    double percent = Double.parseDouble(t.substring(0, t.length() - 1));
                    require(percent <= 100, "is not within 0% and 100%");
                    return percent / 100;
                },
                Map.of("type", "string", "pattern", "^\\d{1,3}(\\.\\d{1,3})? ?%$"));
    }

    static ValueType<Long> size(String min, String max) {
        return new ValueType<>(
                "size",
                min + " to " + max,
                t -> {
                    long value = parseSize(t);
                    require(parseSize(min) <= value && value <= parseSize(max), "is not within " + min + " and " + max);
                    return value;
                },
                Map.of("type", List.of("string", "integer"), "pattern", "^\\d+(B|KB|MB|GB)?$"));
    }

    static ValueType<Start> start() {
        return new ValueType<>(
                "start",
                "now, a date, a time in UTC, or an age such as -7d",
                ValueTypes::parseStart,
                string(),
                List.of("now"));
    }

    static ValueType<Instant> moment() {
        return new ValueType<>("moment", "a date or a time in UTC", ValueTypes::parseMoment, string());
    }

    static ValueType<URI> url() {
        return new ValueType<>(
                "URL",
                "scheme, host and port",
                text -> parseUrl(text, "/?"),
                Map.of("type", "string", "format", "uri"));
    }

    /** For an API that need not be at the root of its host. */
    static ValueType<URI> urlWithPath() {
        return new ValueType<>(
                "URL",
                "scheme, host, port and path",
                text -> parseUrl(text, ".*"),
                Map.of("type", "string", "format", "uri"));
    }

    static ValueType<Path> path() {
        return new ValueType<>("file", "relative to the configuration file", t -> Path.of(notEmpty(t)), string());
    }

    private static Map<String, Object> string() {
        return Map.of("type", "string");
    }

    private static String notEmpty(String text) {
        require(!text.isBlank(), "is empty");
        return text;
    }

    private static Start parseStart(String text) {
        if (text.equals("now")) {
            return new Start.Now();
        }
        if (text.startsWith("-")) {
            return new Start.Ago(parseDuration(text.substring(1)));
        }
        require(!DURATION.matcher(text).matches(), "is an age without its sign, which is -" + text);
        try {
            return new Start.On(parseMoment(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not now, 2026-01-31, 2026-01-31T12:00:00Z or -7d", e);
        }
    }

    private static Instant parseMoment(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "is not a date such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static URI parseUrl(String text, String path) {
        try {
            URI uri = URI.create(text);
            require(
                    uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())),
                    "is not a URL such as https://api.nexmo.com");
            require(
                    uri.getUserInfo() == null
                            && uri.getQuery() == null
                            && uri.getPath().matches(path),
                    "has more than it may: user, query or path");
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getCause() == null ? e.getMessage() : "is not a URL such as https://api.nexmo.com", e);
        }
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        require(matcher.matches(), "is not a duration such as 500ms, 10s, 5m, 24h or 30d");
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static long parseSize(String text) {
        Matcher matcher = SIZE.matcher(text);
        require(matcher.matches(), "is not a size such as 512KB or 16MB");
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        int shift = unit == null || unit.equals("B") ? 0 : unit.equals("KB") ? 10 : unit.equals("MB") ? 20 : 30;
        require(amount <= Long.MAX_VALUE >> shift, "is too large");
        return amount << shift;
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
