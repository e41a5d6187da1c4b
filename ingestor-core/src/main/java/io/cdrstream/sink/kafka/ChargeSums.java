package io.cdrstream.sink.kafka;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Product;
import io.cdrstream.sink.ChargeSum;
import io.cdrstream.sink.Publication;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the events of one stream charge until somebody takes it. What a privacy rule hides is not told here
 * either: no country or currency that is redacted, and nothing at all where the charge is (I6).
 *
 * <p>Confined to one thread. Holds as many sums as one page has.
 */
final class ChargeSums {

    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2,3}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

    private final boolean isShown;
    private final boolean isCountryHidden;
    private final boolean isCurrencyHidden;
    private final Map<Written, Sum> asWritten = new HashMap<>();
    private final Map<Named, Sum> sums = new LinkedHashMap<>();

    ChargeSums(Product product, Predicate<String> isRedacted) {
        this.isShown = !isRedacted.test(product.chargeField());
        this.isCountryHidden = isRedacted.test(product.countryField());
        this.isCurrencyHidden = isRedacted.test("currency");
    }

    void add(Publication publication) {
        @Nullable BigDecimal delta = publication.delta();
        if (isShown && delta != null && delta.signum() != 0) {
            Cdr.Content content = publication.cdr().content();
            asWritten
                    .computeIfAbsent(new Written(content.country(), content.currency()), this::named)
                    .add(delta);
        }
    }

    /** A shape is looked at once for all records that say the same. */
    private Sum named(Written place) {
        Named named = new Named(
                name(place.country, isCountryHidden, COUNTRY), name(place.currency, isCurrencyHidden, CURRENCY));
        return sums.computeIfAbsent(named, p -> new Sum());
    }

    private static String name(@Nullable String code, boolean isHidden, Pattern shape) {
        if (isHidden) {
            return ChargeSum.HIDDEN;
        }
        if (code == null || code.isBlank()) {
            return ChargeSum.UNKNOWN;
        }
        return shape.matcher(code).matches() ? code.toUpperCase(Locale.ROOT) : ChargeSum.OTHER;
    }

    /** The sums since this was called last. */
    List<ChargeSum> take() {
        List<ChargeSum> taken = sums.entrySet().stream()
                .map(sum -> new ChargeSum(
                        sum.getKey().country, sum.getKey().currency, sum.getValue().added, sum.getValue().reversed))
                .toList();
        sums.clear();
        asWritten.clear();
        return taken;
    }

    private record Written(@Nullable String country, @Nullable String currency) {}

    private record Named(String country, String currency) {}

    private static final class Sum {

        private BigDecimal added = BigDecimal.ZERO;
        private BigDecimal reversed = BigDecimal.ZERO;

        void add(BigDecimal delta) {
            if (delta.signum() > 0) {
                added = added.add(delta);
            } else {
                reversed = reversed.subtract(delta);
            }
        }
    }
}
