package io.cdrstream.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.app.config.Values.Placed;
import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.event.privacy.Redaction;
import io.cdrstream.event.privacy.Tokens;
import io.cdrstream.schemas.EventSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code privacy}: what happens to personal fields before they are published. */
final class PrivacyReader {

    private final Problems problems;
    private final Attachments attachments;
    private final Values privacy;

    PrivacyReader(Problems problems, Attachments attachments, Values privacy) {
        this.problems = problems;
        this.attachments = attachments;
        this.privacy = privacy;
    }

    Privacy read() {
        @Nullable Tokens tokens = tokens();
        List<Privacy.Rule> rules = new ArrayList<>();
        for (Values rule : privacy.sections("rules")) {
            @Nullable String field = required(rule, ConfigKeys.PRIVACY_FIELD);
            @Nullable String action = required(rule, ConfigKeys.PRIVACY_ACTION);
            if ("id".equals(field)) {
                problems.error(
                        rule.placeOf(ConfigKeys.PRIVACY_FIELD),
                        "is the identity of a record, which has to be published as it is",
                        null);
            } else if (field != null && action != null) {
                warnIfUnknown(rule, field);
                rules.add(new Privacy.Rule(field, products(rule), redaction(rule, action, tokens)));
            }
        }
        return new Privacy(rules);
    }

    /** A rule with a mistyped name would protect nothing and say nothing. */
    private void warnIfUnknown(Values rule, String field) {
        Set<String> products = products(rule);
        KnownFields known = KnownFields.of(products.isEmpty() ? EventSchemas.PRODUCTS : products);
        if (!known.contains(field)) {
            problems.warning(
                    rule.placeOf(ConfigKeys.PRIVACY_FIELD),
                    "\"" + field + "\" is a field that we do not know",
                    known.suggestion(field).orElse("check its spelling: the rule may protect nothing"));
        }
    }

    private @Nullable Tokens tokens() {
        @Nullable String key = attachments.secret(privacy, ConfigKeys.PRIVACY_KEY);
        if (key == null) {
            return null;
        }
        byte[] bytes = key.getBytes(UTF_8);
        if (bytes.length < Tokens.SHORTEST_KEY) {
            problems.error(
                    privacy.placeOf(ConfigKeys.PRIVACY_KEY),
                    "holds a key of " + bytes.length + " bytes; it needs " + Tokens.SHORTEST_KEY,
                    "make one: openssl rand -base64 32");
            return null;
        }
        return new Tokens(bytes);
    }

    private @Nullable String required(Values rule, ConfigKey<String> key) {
        if (!rule.has(key)) {
            problems.error(rule.placeOf(key), "is required", null);
        }
        return rule.written(key);
    }

    private static Set<String> products(Values rule) {
        return rule.list(ConfigKeys.PRIVACY_PRODUCTS).stream()
                .map(Placed::value)
                .collect(Collectors.toSet());
    }

    private Redaction redaction(Values rule, String action, @Nullable Tokens tokens) {
        if (action.equals("drop")) {
            return Redaction.DROP;
        } else if (action.equals("mask")) {
            return Redaction.MASK;
        } else if (tokens != null) {
            return tokens;
        }
        if (!privacy.has(ConfigKeys.PRIVACY_KEY)) {
            problems.error(
                    rule.placeOf(ConfigKeys.PRIVACY_ACTION),
                    "needs a key",
                    "write privacy.key-file: a file; make one: openssl rand -base64 32");
        }
        return Redaction.DROP; // never used: there is a problem
    }
}
