package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.app.config.Values.Placed;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one item of {@code credentials}: who authenticates, what it may cost, and which streams it reads. */
final class CredentialReader {

    /** In the place of a key that cannot be read, so that what else is wrong is said at the same time. */
    private static final String NO_KEY = "unreadable-key";

    private final Problems problems;
    private final Attachments attachments;
    private final StreamExpansion streams;
    private final BigDecimal fee;

    CredentialReader(Problems problems, Attachments attachments, StreamExpansion streams, BigDecimal fee) {
        this.problems = problems;
        this.attachments = attachments;
        this.streams = streams;
        this.fee = fee;
    }

    /** @param secret empty where a problem was reported */
    record Read(Credential credential, Tariff tariff, String secret, List<CdrStream> streams, Place place) {

        /** Without the secret (I6). */
        @Override
        public String toString() {
            return credential.key();
        }
    }

    /** What could be read; null if it has no key. */
    @Nullable
    Read read(Values values) {
        @Nullable String key = values.written(CredentialKeys.CREDENTIAL);
        if (!values.has(CredentialKeys.CREDENTIAL)) {
            problems.error(values.placeOf(CredentialKeys.CREDENTIAL), "is required", "the API key that authenticates");
        }
        Read read = read(values, key == null ? NO_KEY : key);
        return key == null ? null : read;
    }

    private Read read(Values values, String key) {
        @Nullable String secret = attachments.secret(values, CredentialKeys.SECRET, CredentialKeys.SECRET_FILE, true);
        Tariff tariff = Tariff.of(values, fee);
        Credential credential = new Credential(
                key,
                values.require(CredentialKeys.REQUESTS_PER_SECOND).doubleValue(),
                values.require(CredentialKeys.IN_FLIGHT),
                values.require(CredentialKeys.DAILY_CAP),
                tariff.marginalFee());
        List<CdrStream> expanded = expand(values, key);
        if (!tariff.isFlat()) {
            checkCap(values, expanded);
        }
        return new Read(credential, tariff, secret == null ? "" : secret, expanded, values.place());
    }

    private List<CdrStream> expand(Values values, String key) {
        Map<String, Place> accounts = accounts(values, key);
        List<CdrStream> all = new ArrayList<>();
        Set<String> products = new HashSet<>();
        for (Placed product : values.list(CredentialKeys.PRODUCTS)) {
            if (products.add(product.value())) {
                all.addAll(streams.wholeProduct(values, product, key, accounts.keySet()));
            } else {
                problems.error(product.place(), "product " + product.value() + " is named twice", "leave one out");
            }
        }
        for (Values entry : values.sections("streams")) {
            all.addAll(streams.ownStream(values, entry, key, accounts.keySet()));
        }
        if (values.isMissing(CredentialKeys.PRODUCTS.name()) && values.isMissing("streams")) {
            problems.error(values.place(), "reads nothing", "write products: [SMS, VOICE-CALL], or streams");
        }
        return all;
    }

    private Map<String, Place> accounts(Values values, String key) {
        Map<String, Place> accounts = new LinkedHashMap<>();
        if (values.isEmptyList(CredentialKeys.ACCOUNTS.name())) {
            problems.error(values.placeOf(CredentialKeys.ACCOUNTS), "names no account", "write accounts: [self]");
        }
        for (Placed entry : values.list(CredentialKeys.ACCOUNTS)) {
            List<Placed> named = entry.value().startsWith("@")
                    ? attachments.accounts(entry.value().substring(1), entry.place())
                    : List.of(entry);
            named.forEach(n -> add(accounts, n.value().equals("self") ? key : n.value(), n.place()));
        }
        return accounts;
    }

    private void add(Map<String, Place> accounts, String account, Place place) {
        if (!account.matches("[A-Za-z0-9_-]{1,64}")) {
            problems.error(place, "is not an account, which has letters and digits only", null);
            return;
        }
        @Nullable Place first = accounts.putIfAbsent(account, place);
        if (first != null) {
            problems.error(
                    place,
                    "account " + account + " is named twice",
                    "it is named in " + first.path() + (first.line() > 0 ? ", line " + first.line() : "") + " already");
        }
    }

    private void checkCap(Values values, List<CdrStream> expanded) {
        long history = expanded.stream().filter(s -> s.start() != null).count();
        if (history > 0 && !values.has(CredentialKeys.DAILY_CAP)) {
            problems.error(
                    values.placeOf(CredentialKeys.DAILY_CAP),
                    "is required, because " + history + (history == 1 ? " stream begins" : " streams begin")
                            + " in the past and every record is charged",
                    "write daily-cap: " + CredentialKeys.DAILY_CAP.byDefault() + " (euros), or start: now");
        }
    }
}
