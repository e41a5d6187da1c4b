package io.cdrstream.app.config;

import static io.cdrstream.app.config.ValueTypes.choice;
import static io.cdrstream.app.config.ValueTypes.text;

/** The kinds of value that belong to CDRs and their topics. */
final class CdrTypes {

    static final String ACCOUNT = "[A-Za-z0-9_-]{1,64}";

    private CdrTypes() {}

    static ValueType<String> name() {
        return text("[A-Za-z0-9._-]{1,200}", "a name of letters, digits, dots, dashes and underscores");
    }

    static ValueType<String> topic() {
        return text("[A-Za-z0-9._{}-]{1,200}", "a topic name with the placeholders {product} and {account}");
    }

    static ValueType<String> account() {
        return text(ACCOUNT, "an account, which has letters and digits only");
    }

    static ValueType<String> product() {
        return text("[A-Z0-9-]{1,64}", "a product, which is written in capitals, such as VOICE-CALL");
    }

    static ValueType<String> field() {
        return text("[A-Za-z][A-Za-z0-9_]{0,63}", "a field of a record, such as id or account_id");
    }

    static ValueType<String> format() {
        return choice("json", "avro");
    }

    static ValueType<String> codec() {
        return choice("none", "gzip", "snappy", "lz4", "zstd");
    }

    static ValueType<String> timestamp() {
        return choice("event", "ingest");
    }
}
