package io.cdrstream.app.config;

import static io.cdrstream.app.config.ValueTypes.choice;
import static io.cdrstream.app.config.ValueTypes.decimal;
import static io.cdrstream.app.config.ValueTypes.duration;
import static io.cdrstream.app.config.ValueTypes.integer;
import static io.cdrstream.app.config.ValueTypes.moment;
import static io.cdrstream.app.config.ValueTypes.path;
import static io.cdrstream.app.config.ValueTypes.size;
import static io.cdrstream.app.config.ValueTypes.start;
import static io.cdrstream.app.config.ValueTypes.text;
import static io.cdrstream.app.config.ValueTypes.url;
import static io.cdrstream.app.config.ValueTypes.urlWithPath;
import static io.cdrstream.app.config.ValueTypes.yesNo;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: every key that a configuration may have, in the order in which people should meet them. Validation,
 * reference, example, schema and the effective configuration are made of it; keys are public API.
 */
final class ConfigKeys {

    private static final List<ConfigKey<?>> ALL = new ArrayList<>();
    private static final String NAME = "[A-Za-z0-9._-]{1,200}";
    private static final String ACCOUNT = "[A-Za-z0-9_-]{1,64}";
    private static final String FIELD = "[A-Za-z][A-Za-z0-9_]{0,63}";

    static final ConfigKey<String> GROUP = key(
            "group",
            name(),
            "cdrstream",
            "Consumer group that shares out the work, and prefix of the transactional ids. Instances with the same group work together.");

    static final ConfigKey<String> KAFKA = example(
            "kafka.*",
            text(),
            null,
            "bootstrap.servers: localhost:9092",
            "Any property of Kafka's clients, such as `bootstrap.servers` (required), `security.protocol` or `sasl.jaas.config`; refused are the ones that the guarantee fixes.");

    static final ConfigKey<String> EVENTS = key(
            "topics.events",
            text("[A-Za-z0-9._{}-]{1,200}", "a topic name with the placeholders {product} and {account}"),
            "cdr.{product}",
            "Where events go; `{product}` is the product in lower case, `{account}` the account.");
    static final ConfigKey<String> CHECKPOINTS =
            key("topics.checkpoints", name(), "cdrstream.checkpoints", "Progress of every stream.");
    static final ConfigKey<String> SEEN =
            key("topics.seen", name(), "cdrstream.seen", "Fingerprints of what is published already.");
    static final ConfigKey<String> DEAD_LETTER =
            key("topics.dead-letter", name(), "cdrstream.dead-letter", "Records that could not become events.");
    static final ConfigKey<Integer> TASKS = key(
            "topics.tasks",
            integer(1, 512),
            "4",
            "Partitions of the checkpoint topic when it is created, and so the most instances that can share the work. Fixed from then on.");
    static final ConfigKey<Integer> PARTITIONS =
            key("topics.partitions", integer(1, 2048), "6", "Partitions of an event topic when it is created.");
    static final ConfigKey<Integer> REPLICATION = key(
            "topics.replication",
            integer(-1, 15),
            "-1",
            "Replication factor of topics when they are created; -1 = the broker's default.");
    static final ConfigKey<Duration> RETENTION = key(
            "topics.retention",
            duration("1h", "36500d"),
            "30d",
            "How long event topics keep events, counted from the time of the event.");
    static final ConfigKey<Boolean> CREATE =
            key("topics.create", yesNo(), "true", "Whether to create topics that do not exist.");

    static final ConfigKey<String> CREDENTIAL = example(
            "credentials[].key", account(), null, "${VONAGE_API_KEY}", "The API key that authenticates; required.");
    static final ConfigKey<String> SECRET = secret(
            "credentials[].secret", text(), "${VONAGE_API_SECRET}", "Its secret. This or `secret-file` is required.");
    static final ConfigKey<Path> SECRET_FILE =
            key("credentials[].secret-file", path(), null, "A file that holds the secret and nothing else.");
    static final ConfigKey<String> ACCOUNTS = key(
            "credentials[].accounts[]",
            text("@.+|" + ACCOUNT, "an account, self or @file"),
            "self",
            "Whose records are read: `self` = the key itself, a subaccount's key, or `@file` with one account a line and `#` comments.");
    static final ConfigKey<String> PRODUCTS = example(
            "credentials[].products[]",
            product(),
            null,
            "[SMS, VOICE-CALL]",
            "What is read of every account. SMS and MESSAGES become one stream for each direction.");
    static final ConfigKey<Start> CREDENTIAL_START =
            key("credentials[].start", start(), null, "Like `start`, for this credential.");
    static final ConfigKey<Instant> CREDENTIAL_END =
            key("credentials[].end", moment(), null, "Like `end`, for this credential.");
    static final ConfigKey<Duration> CREDENTIAL_SETTLE =
            key("credentials[].settle", duration("0s", "24h"), null, "Like `settle`, for this credential.");
    static final ConfigKey<BigDecimal> DAILY_CAP = key(
            "credentials[].daily-cap",
            decimal("0", "1000000"),
            "25.00",
            "Euros that reading may cost in a UTC day. At the cap polling pauses and nothing is lost. Required with a `start` in the past.");
    static final ConfigKey<BigDecimal> REQUESTS_PER_SECOND = key(
            "credentials[].requests-per-second",
            decimal("0.01", "1000"),
            "8",
            "Our share of the 10 requests a second that the API grants to a key.");
    static final ConfigKey<Integer> IN_FLIGHT = key(
            "credentials[].in-flight",
            integer(1, 200),
            "12",
            "Pages that may be requested and not committed yet: what a crash can cost.");

    static final ConfigKey<String> STREAM_ACCOUNT =
            key("credentials[].streams[].account", account(), null, "One of `accounts`; without it, each of them.");
    static final ConfigKey<String> STREAM_PRODUCT =
            key("credentials[].streams[].product", product(), null, "The product; required.");
    static final ConfigKey<String> STREAM_DIRECTION = key(
            "credentials[].streams[].direction",
            choice("inbound", "outbound"),
            null,
            "For products that have directions; without it, both.");
    static final ConfigKey<String> STREAM_FILTERS = key(
            "credentials[].streams[].filters.*",
            text(),
            null,
            "The API's own parameters that choose records, such as `country: GB`.");
    static final ConfigKey<String> STREAM_OPTIONS = key(
            "credentials[].streams[].options.*",
            choice("true", "false"),
            null,
            "The API's own parameters that change how records look: `include_message`, `show_concatenated`.");
    static final ConfigKey<String> STREAM_KEY =
            key("credentials[].streams[].key", field(), null, "Like `key`, for this stream.");
    static final ConfigKey<String> STREAM_FORMAT =
            key("credentials[].streams[].format", format(), null, "Like `format`, for this stream.");
    static final ConfigKey<Start> STREAM_START =
            key("credentials[].streams[].start", start(), null, "Like `start`, for this stream.");
    static final ConfigKey<Instant> STREAM_END =
            key("credentials[].streams[].end", moment(), null, "Like `end`, for this stream.");
    static final ConfigKey<Duration> STREAM_SETTLE =
            key("credentials[].streams[].settle", duration("0s", "24h"), null, "Like `settle`, for this stream.");

    static final ConfigKey<BigDecimal> FEE =
            key("fee-per-record", decimal("0", "1"), "0.0004", "Euros that the API charges for one record it returns.");
    static final ConfigKey<Start> START = key(
            "start",
            start(),
            "now",
            "Where a stream without a checkpoint begins. One with a checkpoint goes on where it was, whatever this says.");
    static final ConfigKey<Instant> END =
            key("end", moment(), null, "Where reading stops for good (exclusive); without it, never.");
    static final ConfigKey<String> KEY = key(
            "key", field(), "id", "The record field that becomes the Kafka key: `id`, `account_id`, `from`, `to` …");
    static final ConfigKey<String> FORMAT = key(
            "format",
            format(),
            "json",
            "What the value of an event is: `json` = the API's own bytes, `avro` = typed, by the schema of the product.");
    static final ConfigKey<Duration> SETTLE = key(
            "settle",
            duration("0s", "24h"),
            "60s",
            "How old an event must be before it is read: the time the API needs to show it.");
    static final ConfigKey<Duration> INTERVAL = key(
            "interval",
            duration("1s", "24h"),
            "10s",
            "The least time between two new slices of a stream that is up to date.");

    static final ConfigKey<URI> BASE_URL = key(
            "api.base-url", url(), "https://api.nexmo.com", "The API. Credentials go to this host and to no other.");
    static final ConfigKey<Duration> CONNECT_TIMEOUT =
            key("api.connect-timeout", duration("10ms", "10m"), "5s", "The longest time to connect.");
    static final ConfigKey<Duration> RESPONSE_TIMEOUT = key(
            "api.response-timeout",
            duration("10ms", "10m"),
            "30s",
            "The longest silence while waiting for an answer or in the middle of one.");
    static final ConfigKey<Duration> PAGE_TIMEOUT =
            key("api.page-timeout", duration("10ms", "30m"), "60s", "The longest time for one whole page.");
    static final ConfigKey<Long> MAX_BODY = key(
            "api.max-body",
            size("64KB", "1GB"),
            "16MB",
            "The largest page, decompressed; a larger one is asked for in smaller slices.");
    static final ConfigKey<Boolean> GZIP = key("api.gzip", yesNo(), "true", "Whether to ask for compressed answers.");
    static final ConfigKey<String> PROXY_HOST =
            key("api.proxy.host", text(), null, "An HTTP proxy on the way to the API.");
    static final ConfigKey<Integer> PROXY_PORT = key("api.proxy.port", integer(1, 65535), "3128", "Its port.");
    static final ConfigKey<String> PROXY_USER = key("api.proxy.user", text(), null, "The user, if it asks for one.");
    static final ConfigKey<String> PROXY_PASSWORD = secret("api.proxy.password", text(), null, "The user's password.");
    static final ConfigKey<Path> PROXY_PASSWORD_FILE =
            key("api.proxy.password-file", path(), null, "A file that holds the password and nothing else.");
    static final ConfigKey<Path> CA_FILE =
            key("api.tls.ca-file", path(), null, "PEM certificates to trust instead of Java's own.");

    static final ConfigKey<URI> REGISTRY_URL = key(
            "registry.url",
            urlWithPath(),
            null,
            "A Confluent-compatible schema registry for Avro streams; without it, values name their schema by its fingerprint (Avro's single-object encoding).");
    static final ConfigKey<String> REGISTRY_MODE = key(
            "registry.mode",
            choice("register", "lookup"),
            "register",
            "Whether schemas that the registry does not have are registered, or an error.");
    static final ConfigKey<String> REGISTRY_SUBJECT = key(
            "registry.subject",
            choice("topic", "record", "topic-record"),
            "topic",
            "What a subject is named after: `<topic>-value`, the schema's full name, or both.");
    static final ConfigKey<String> REGISTRY_USER = key("registry.username", text(), null, "For Basic authentication.");
    static final ConfigKey<String> REGISTRY_PASSWORD = secret("registry.password", text(), null, "Its password.");
    static final ConfigKey<Path> REGISTRY_PASSWORD_FILE =
            key("registry.password-file", path(), null, "A file that holds the password and nothing else.");
    static final ConfigKey<String> REGISTRY_TOKEN =
            secret("registry.token", text(), null, "A bearer token, in place of user and password.");
    static final ConfigKey<Path> REGISTRY_TOKEN_FILE =
            key("registry.token-file", path(), null, "A file that holds the token and nothing else.");
    static final ConfigKey<Duration> REGISTRY_CONNECT_TIMEOUT =
            key("registry.connect-timeout", duration("10ms", "10m"), "5s", "The longest time to connect.");
    static final ConfigKey<Duration> REGISTRY_ANSWER_TIMEOUT =
            key("registry.answer-timeout", duration("10ms", "10m"), "10s", "The longest time for one whole answer.");
    static final ConfigKey<Path> REGISTRY_CA_FILE =
            key("registry.tls.ca-file", path(), null, "PEM certificates to trust instead of Java's own.");

    static final ConfigKey<Path> PRIVACY_KEY = key(
            "privacy.key-file",
            path(),
            null,
            "A file that holds the key of all tokens and nothing else, at least 32 characters; required by `tokenise`. Another key gives other tokens.");
    static final ConfigKey<String> PRIVACY_FIELD =
            key("privacy.rules[].field", field(), null, "A field of a record, such as `to`; required.");
    static final ConfigKey<String> PRIVACY_ACTION = key(
            "privacy.rules[].action",
            choice("drop", "mask", "tokenise"),
            null,
            "What is published in its place: null; the country calling code of a number and stars; or a token, the same for the same number everywhere. Required.");
    static final ConfigKey<String> PRIVACY_PRODUCTS =
            key("privacy.rules[].products[]", product(), null, "Whose records it holds for; without it, all.");

    static final ConfigKey<Long> MEMORY = key(
            "memory",
            size("1MB", "1024GB"),
            null,
            "The budget for pages between their first byte and their commit; without it, a quarter of the heap.");

    static final ConfigKey<Boolean> ADMIN_ENABLED =
            key("admin.enabled", yesNo(), "true", "Whether to serve metrics, health and streams over HTTP.");
    static final ConfigKey<String> ADMIN_HOST = key(
            "admin.host",
            text(),
            "127.0.0.1",
            "The address to listen on. It shows account names and asks for no password: keep it inside.");
    static final ConfigKey<Integer> ADMIN_PORT =
            key("admin.port", integer(0, 65535), "8080", "The port; 0 = any free one.");

    static final ConfigKey<String> LOG_FORMAT =
            key("log.format", choice("plain", "json"), "plain", "One line for people, or one JSON object.");
    static final ConfigKey<String> LOG_LEVEL = key(
            "log.level",
            choice("error", "warn", "info", "debug"),
            "info",
            "The least important line to write. Libraries stay at warn.");

    private ConfigKeys() {}

    static List<ConfigKey<?>> all() {
        return List.copyOf(ALL);
    }

    private static ValueType<String> name() {
        return text(NAME, "a name of letters, digits, dots, dashes and underscores");
    }

    private static ValueType<String> account() {
        return text(ACCOUNT, "an account, which has letters and digits only");
    }

    private static ValueType<String> product() {
        return text("[A-Z0-9-]{1,64}", "a product, which is written in capitals, such as VOICE-CALL");
    }

    private static ValueType<String> field() {
        return text(FIELD, "a field of a record, such as id or account_id");
    }

    private static ValueType<String> format() {
        return choice("json", "avro");
    }

    private static <T> ConfigKey<T> key(String path, ValueType<T> type, @Nullable String byDefault, String sentence) {
        return add(new ConfigKey<>(path, type, byDefault, false, null, sentence));
    }

    private static <T> ConfigKey<T> example(
            String path, ValueType<T> type, @Nullable String byDefault, String example, String sentence) {
        return add(new ConfigKey<>(path, type, byDefault, false, example, sentence));
    }

    private static <T> ConfigKey<T> secret(String path, ValueType<T> type, @Nullable String example, String sentence) {
        return add(new ConfigKey<>(path, type, null, true, example, sentence));
    }

    private static <T> ConfigKey<T> add(ConfigKey<T> key) {
        ALL.add(key);
        return key;
    }
}
