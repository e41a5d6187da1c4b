package io.cdrstream.app.config;

import static io.cdrstream.app.config.CdrTypes.account;
import static io.cdrstream.app.config.CdrTypes.field;
import static io.cdrstream.app.config.CdrTypes.format;
import static io.cdrstream.app.config.CdrTypes.product;
import static io.cdrstream.app.config.PassTypes.passes;
import static io.cdrstream.app.config.ValueTypes.choice;
import static io.cdrstream.app.config.ValueTypes.decimal;
import static io.cdrstream.app.config.ValueTypes.duration;
import static io.cdrstream.app.config.ValueTypes.integer;
import static io.cdrstream.app.config.ValueTypes.moment;
import static io.cdrstream.app.config.ValueTypes.path;
import static io.cdrstream.app.config.ValueTypes.start;
import static io.cdrstream.app.config.ValueTypes.text;
import static io.cdrstream.app.config.ValueTypes.yesNoText;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The part of the catalogue that says who reads which streams, and what that may cost. */
final class CredentialKeys {

    private static final KeyList KEYS = new KeyList();

    static final ConfigKey<String> CREDENTIAL = KEYS.example(
            "credentials[].key", account(), null, "${VONAGE_API_KEY}", "The API key that authenticates; required.");
    static final ConfigKey<String> SECRET = KEYS.secret(
            "credentials[].secret", text(), "${VONAGE_API_SECRET}", "Its secret. This or `secret-file` is required.");
    static final ConfigKey<Path> SECRET_FILE =
            KEYS.key("credentials[].secret-file", path(), null, "A file that holds the secret and nothing else.");
    static final ConfigKey<String> ACCOUNTS = KEYS.key(
            "credentials[].accounts[]",
            text("@.+|" + CdrTypes.ACCOUNT, "an account, self or @file"),
            "self",
            "Whose records are read: `self` = the key itself, a subaccount's key, or `@file` with one account a line and `#` comments.");
    static final ConfigKey<String> PRODUCTS = KEYS.example(
            "credentials[].products[]",
            product(),
            null,
            "[SMS, VOICE-CALL]",
            "What is read of every account. SMS and MESSAGES become one stream for each direction.");
    static final ConfigKey<Start> CREDENTIAL_START =
            KEYS.key("credentials[].start", start(), null, "Like `start`, for this credential.");
    static final ConfigKey<Instant> CREDENTIAL_END =
            KEYS.key("credentials[].end", moment(), null, "Like `end`, for this credential.");
    static final ConfigKey<Duration> CREDENTIAL_SETTLE =
            KEYS.key("credentials[].settle", duration("0s", "24h"), null, "Like `settle`, for this credential.");
    static final ConfigKey<String> CREDENTIAL_PASSES =
            KEYS.key("credentials[].passes", passes(), null, "Like `passes`, for this credential.");
    static final ConfigKey<String> TARIFF = KEYS.key(
            "credentials[].tariff",
            choice(Tariff.PAY_AS_YOU_GO, Tariff.FLAT),
            Tariff.PAY_AS_YOU_GO,
            "What the API charges: `pay-as-you-go` = `fee-per-record`, `flat` = the same for every month. Under a flat tariff no cap applies.");
    static final ConfigKey<BigDecimal> FLAT_PRICE = KEYS.key(
            "credentials[].flat-price",
            decimal("0", "1000000"),
            "450",
            "Euros a month of the flat tariff, which `cdrstream plan` compares with.");
    static final ConfigKey<BigDecimal> DAILY_CAP = KEYS.key(
            "credentials[].daily-cap",
            decimal("0", "1000000"),
            "25.00",
            "Euros that reading may cost in a UTC day. At the cap polling pauses and nothing is lost. Required with a `start` in the past. Without effect where the tariff is flat.");
    static final ConfigKey<BigDecimal> REQUESTS_PER_SECOND = KEYS.key(
            "credentials[].requests-per-second",
            decimal("0.01", "1000"),
            "8",
            "Our share of the 10 requests a second that the API grants to a key.");
    static final ConfigKey<Integer> IN_FLIGHT = KEYS.key(
            "credentials[].in-flight",
            integer(1, 200),
            "12",
            "Pages that may be requested and not committed yet: what a crash can cost.");

    static final ConfigKey<String> STREAM_ACCOUNT = KEYS.key(
            "credentials[].streams[].account", account(), null, "One of `accounts`; without it, each of them.");
    static final ConfigKey<String> STREAM_PRODUCT =
            KEYS.key("credentials[].streams[].product", product(), null, "The product; required.");
    static final ConfigKey<String> STREAM_DIRECTION = KEYS.key(
            "credentials[].streams[].direction",
            choice("inbound", "outbound"),
            null,
            "For products that have directions; without it, both.");
    static final ConfigKey<String> STREAM_FILTERS = KEYS.key(
            "credentials[].streams[].filters.*",
            text(),
            null,
            "The API's own parameters that choose records, such as `country: GB`.");
    static final ConfigKey<String> STREAM_OPTIONS = KEYS.key(
            "credentials[].streams[].options.*",
            yesNoText(),
            null,
            "The API's own parameters that change how records look: `include_message`, `show_concatenated`.");
    static final ConfigKey<String> STREAM_KEY =
            KEYS.key("credentials[].streams[].key", field(), null, "Like `key`, for this stream.");
    static final ConfigKey<String> STREAM_FORMAT =
            KEYS.key("credentials[].streams[].format", format(), null, "Like `format`, for this stream.");
    static final ConfigKey<Start> STREAM_START =
            KEYS.key("credentials[].streams[].start", start(), null, "Like `start`, for this stream.");
    static final ConfigKey<Instant> STREAM_END =
            KEYS.key("credentials[].streams[].end", moment(), null, "Like `end`, for this stream.");
    static final ConfigKey<Duration> STREAM_SETTLE =
            KEYS.key("credentials[].streams[].settle", duration("0s", "24h"), null, "Like `settle`, for this stream.");

    static final ConfigKey<String> STREAM_PASSES =
            KEYS.key("credentials[].streams[].passes", passes(), null, "Like `passes`, for this stream.");

    private CredentialKeys() {}

    static KeyList all() {
        return KEYS;
    }
}
