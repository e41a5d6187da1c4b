package io.cdrstream.app.config;

import static io.cdrstream.app.config.CdrTypes.field;
import static io.cdrstream.app.config.CdrTypes.format;
import static io.cdrstream.app.config.CdrTypes.product;
import static io.cdrstream.app.config.PassTypes.age;
import static io.cdrstream.app.config.PassTypes.passes;
import static io.cdrstream.app.config.PassTypes.revisit;
import static io.cdrstream.app.config.ValueTypes.choice;
import static io.cdrstream.app.config.ValueTypes.decimal;
import static io.cdrstream.app.config.ValueTypes.duration;
import static io.cdrstream.app.config.ValueTypes.integer;
import static io.cdrstream.app.config.ValueTypes.moment;
import static io.cdrstream.app.config.ValueTypes.path;
import static io.cdrstream.app.config.ValueTypes.percent;
import static io.cdrstream.app.config.ValueTypes.size;
import static io.cdrstream.app.config.ValueTypes.start;
import static io.cdrstream.app.config.ValueTypes.text;
import static io.cdrstream.app.config.ValueTypes.timeOfDay;
import static io.cdrstream.app.config.ValueTypes.url;
import static io.cdrstream.app.config.ValueTypes.urlWithPath;
import static io.cdrstream.app.config.ValueTypes.yesNo;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The catalogue: every key that a configuration may have, in the order in which people should meet them. Validation,
 * reference, example, schema and the effective configuration are made of it; keys are public API.
 *
 * <p>{@link KafkaKeys} and {@link CredentialKeys} come first; here is all else.
 */
final class ConfigKeys {

    private static final KeyList KEYS = new KeyList();

    static final ConfigKey<BigDecimal> FEE = KEYS.key(
            "fee-per-record", decimal("0", "1"), "0.0004", "Euros that the API charges for one record it returns.");
    static final ConfigKey<Start> START = KEYS.key(
            "start",
            start(),
            "now",
            "Where a stream without a checkpoint begins. One with a checkpoint goes on where it was, whatever this says.");
    static final ConfigKey<Instant> END = KEYS.key(
            "end",
            moment(),
            null,
            "Where reading stops for good (exclusive); without it, never. Hours that were begun before it was set are"
                    + " read whole, by all passes.");
    static final ConfigKey<String> KEY = KEYS.key(
            "key",
            field(),
            "id",
            "What becomes the Kafka key: `id`, `account`, or a field of the record such as `from` or `to`. A record without the field has its id as key.");
    static final ConfigKey<String> FORMAT = KEYS.key(
            "format",
            format(),
            "json",
            "What the value of an event is: `json` = the API's own bytes, `avro` = typed, by the schema of the product.");
    static final ConfigKey<Duration> SETTLE = KEYS.key(
            "settle",
            duration("0s", "24h"),
            "60s",
            "How old an event must be before it is read: the time the API needs to show it. Unless it is written, `passes: frugal` waits for 150m where records are calls.");
    static final ConfigKey<String> PASSES = KEYS.key(
            "passes",
            passes(),
            "default",
            "How often time is read again, for late and changed records: `frugal` = least fee, `default` = complete, `unlimited` = complete and fresh, for a flat tariff.");
    static final ConfigKey<Duration> INTERVAL = KEYS.key(
            "interval",
            duration("1s", "24h"),
            "10s",
            "The least time between two new slices of a stream that is up to date.");

    static final ConfigKey<String> PLAN_REVISITS = KEYS.key(
            "plans.*.revisits[]",
            revisit(),
            null,
            "For a product, in place of what `passes` says: the ages at which its time is read again, such as `3h`, or audited, such as `73h audit 3%`, youngest first. `[]` = never.");
    static final ConfigKey<String> PLAN_FOLLOW_UPS = KEYS.key(
            "plans.*.follow-ups[]",
            age(),
            null,
            "Likewise: the ages at which records that are not final are asked for again by id. `[]` = never.");
    static final ConfigKey<Duration> PLAN_MEMORY = KEYS.key(
            "plans.*.memory",
            duration("0s", "90d"),
            null,
            "Likewise: how long after its last pass a record is still known, so that one that comes later is told apart. 7d in every preset.");

    static final ConfigKey<URI> BASE_URL = KEYS.key(
            "api.base-url", url(), "https://api.nexmo.com", "The API. Credentials go to this host and to no other.");
    static final ConfigKey<Duration> CONNECT_TIMEOUT =
            KEYS.key("api.connect-timeout", duration("10ms", "10m"), "5s", "The longest time to connect.");
    static final ConfigKey<Duration> RESPONSE_TIMEOUT = KEYS.key(
            "api.response-timeout",
            duration("10ms", "10m"),
            "30s",
            "The longest silence while waiting for an answer or in the middle of one.");
    static final ConfigKey<Duration> PAGE_TIMEOUT =
            KEYS.key("api.page-timeout", duration("10ms", "30m"), "60s", "The longest time for one whole page.");
    static final ConfigKey<Long> MAX_BODY = KEYS.key(
            "api.max-body",
            size("64KB", "1GB"),
            "16MB",
            "The largest page, decompressed; a larger one is asked for in smaller slices.");
    static final ConfigKey<Boolean> GZIP =
            KEYS.key("api.gzip", yesNo(), "true", "Whether to ask for compressed answers.");
    static final ConfigKey<Integer> CLOCK_SPEED = KEYS.key(
            "api.clock-speed",
            integer(1, 1000),
            "1",
            "How many of its seconds pass in one of ours. Other than 1 only in a rehearsal, against a simulator whose clock is as fast.");
    static final ConfigKey<String> PROXY_HOST =
            KEYS.key("api.proxy.host", text(), null, "An HTTP proxy on the way to the API.");
    static final ConfigKey<Integer> PROXY_PORT = KEYS.key("api.proxy.port", integer(1, 65535), "3128", "Its port.");
    static final ConfigKey<String> PROXY_USER =
            KEYS.key("api.proxy.user", text(), null, "The user, if it asks for one.");
    static final ConfigKey<String> PROXY_PASSWORD =
            KEYS.secret("api.proxy.password", text(), null, "The user's password.");
    static final ConfigKey<Path> PROXY_PASSWORD_FILE =
            KEYS.key("api.proxy.password-file", path(), null, "A file that holds the password and nothing else.");
    static final ConfigKey<Path> CA_FILE =
            KEYS.key("api.tls.ca-file", path(), null, "PEM certificates to trust instead of Java's own.");

    static final ConfigKey<URI> REGISTRY_URL = KEYS.key(
            "registry.url",
            urlWithPath(),
            null,
            "A Confluent-compatible schema registry for Avro streams; without it, values name their schema by its fingerprint (Avro's single-object encoding).");
    static final ConfigKey<String> REGISTRY_MODE = KEYS.key(
            "registry.mode",
            choice("register", "lookup"),
            "register",
            "Whether schemas that the registry does not have are registered, or an error.");
    static final ConfigKey<String> REGISTRY_SUBJECT = KEYS.key(
            "registry.subject",
            choice("topic", "record", "topic-record"),
            "topic",
            "What a subject is named after: `<topic>-value`, the schema's full name, or both.");
    static final ConfigKey<String> REGISTRY_USER =
            KEYS.key("registry.username", text(), null, "For Basic authentication.");
    static final ConfigKey<String> REGISTRY_PASSWORD = KEYS.secret("registry.password", text(), null, "Its password.");
    static final ConfigKey<Path> REGISTRY_PASSWORD_FILE =
            KEYS.key("registry.password-file", path(), null, "A file that holds the password and nothing else.");
    static final ConfigKey<String> REGISTRY_TOKEN =
            KEYS.secret("registry.token", text(), null, "A bearer token, in place of user and password.");
    static final ConfigKey<Path> REGISTRY_TOKEN_FILE =
            KEYS.key("registry.token-file", path(), null, "A file that holds the token and nothing else.");
    static final ConfigKey<Duration> REGISTRY_CONNECT_TIMEOUT =
            KEYS.key("registry.connect-timeout", duration("10ms", "10m"), "5s", "The longest time to connect.");
    static final ConfigKey<Duration> REGISTRY_ANSWER_TIMEOUT = KEYS.key(
            "registry.answer-timeout", duration("10ms", "10m"), "10s", "The longest time for one whole answer.");
    static final ConfigKey<Path> REGISTRY_CA_FILE =
            KEYS.key("registry.tls.ca-file", path(), null, "PEM certificates to trust instead of Java's own.");

    static final ConfigKey<Path> PRIVACY_KEY = KEYS.key(
            "privacy.key-file",
            path(),
            null,
            "A file that holds the key of all tokens and nothing else, at least 32 characters; required by `tokenise`. Another key gives other tokens.");
    static final ConfigKey<String> PRIVACY_FIELD = KEYS.key(
            "privacy.rules[].field",
            field(),
            null,
            "A field of a record or of an object in it, such as `to`; required.");
    static final ConfigKey<String> PRIVACY_ACTION = KEYS.key(
            "privacy.rules[].action",
            choice("drop", "mask", "tokenise"),
            null,
            "What is published in its place: null; the country calling code of a number and stars; or a token, the same for the same number everywhere. Required.");
    static final ConfigKey<String> PRIVACY_PRODUCTS =
            KEYS.key("privacy.rules[].products[]", product(), null, "Whose records it holds for; without it, all.");

    static final ConfigKey<Long> MEMORY = KEYS.key(
            "memory",
            size("1MB", "1024GB"),
            null,
            "The budget for pages between their first byte and their commit; without it, a quarter of the heap.");

    static final ConfigKey<Boolean> ADMIN_ENABLED =
            KEYS.key("admin.enabled", yesNo(), "true", "Whether to serve metrics, health and streams over HTTP.");
    static final ConfigKey<String> ADMIN_HOST = KEYS.key(
            "admin.host",
            text(),
            "127.0.0.1",
            "The address to listen on. It shows account names and asks for no password: keep it inside.");
    static final ConfigKey<Integer> ADMIN_PORT =
            KEYS.key("admin.port", integer(0, 65535), "8080", "The port; 0 = any free one.");

    static final ConfigKey<Boolean> RECONCILE_ENABLED = KEYS.key(
            "reconcile.enabled",
            yesNo(),
            "true",
            "Whether `run` compares every UTC day, once it is over, with what the API says that it has charged. Asks the free product REPORTS-USAGE.");
    static final ConfigKey<LocalTime> RECONCILE_AT = KEYS.key(
            "reconcile.at", timeOfDay(), "02:00", "When, on the day after, in UTC. Made up for after a restart.");
    static final ConfigKey<Double> RECONCILE_TOLERANCE = KEYS.key(
            "reconcile.tolerance",
            percent(),
            "1%",
            "What may differ, of what was committed of an account and product, before it is warned of: pages on the edge of the day, say. `cdrstream reconcile` goes by it too.");

    static final ConfigKey<String> LOG_FORMAT =
            KEYS.key("log.format", choice("plain", "json"), "plain", "One line for people, or one JSON object.");
    static final ConfigKey<String> LOG_LEVEL = KEYS.key(
            "log.level",
            choice("error", "warn", "info", "debug"),
            "info",
            "The least important line to write. Libraries stay at warn.");

    private ConfigKeys() {}

    static List<ConfigKey<?>> all() {
        return Stream.of(KafkaKeys.all(), CredentialKeys.all(), KEYS)
                .flatMap(list -> list.keys().stream())
                .toList();
    }
}
