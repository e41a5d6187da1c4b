package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.app.config.Values.Placed;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Product;
import io.cdrstream.model.Product.DirectionRule;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Expands accounts and products into streams: one for each account, and for each direction where the product requires
 * one.
 */
final class StreamExpansion {

    private final Problems problems;
    private final Schedules schedules;
    private final PassPlanReader plans;
    private final ParameterCheck parameters;
    private final KeyField keys;
    private final Publishing.ByProduct publishing;

    StreamExpansion(Problems problems, Schedules schedules, PassPlanReader plans, Publishing.ByProduct publishing) {
        this.problems = problems;
        this.schedules = schedules;
        this.plans = plans;
        this.parameters = new ParameterCheck(problems);
        this.keys = new KeyField(problems);
        this.publishing = publishing;
    }

    /** An item of {@code products}. */
    List<CdrStream> wholeProduct(Values credential, Placed name, String key, Collection<String> accounts) {
        Product product = product(name);
        Covered covered = covered(product, credential, credential);
        Publishing as = publishing.of(product.name());
        List<CdrStream> streams = new ArrayList<>();
        for (String account : accounts) {
            for (Direction direction : directions(product, null)) {
                StreamId id = StreamId.of(account, product.name(), direction);
                streams.add(stream(id, key, product, Map.of(), as, covered));
            }
        }
        return streams;
    }

    /** An item of {@code streams}. */
    List<CdrStream> ownStream(Values credential, Values entry, String key, Collection<String> accounts) {
        @Nullable String name = entry.written(CredentialKeys.STREAM_PRODUCT);
        if (name == null) {
            if (!entry.has(CredentialKeys.STREAM_PRODUCT)) {
                problems.error(entry.placeOf(CredentialKeys.STREAM_PRODUCT), "is required", null);
            }
            return List.of();
        }
        Product product = product(new Placed(name, entry.placeOf(CredentialKeys.STREAM_PRODUCT)));
        @Nullable Direction direction = direction(entry, product);
        Map<String, String> filters = entry.texts("filters");
        Map<String, String> options = entry.texts("options");
        parameters.check(entry, product, direction, filters, options);
        keys.check(entry, CredentialKeys.STREAM_KEY, List.of(product.name()));
        Publishing own = publishing.of(product.name()).ofStream(entry);
        Covered covered = covered(product, credential, entry);
        List<CdrStream> streams = new ArrayList<>();
        for (String account : chosen(entry, key, accounts)) {
            for (Direction each : directions(product, direction)) {
                StreamId id = new StreamId(account, product.name(), each, new TreeMap<>(filters));
                streams.add(stream(id, key, product, options, own, covered));
            }
        }
        return streams;
    }

    private CdrStream stream(
            StreamId id,
            String credential,
            Product product,
            Map<String, String> options,
            Publishing as,
            Covered covered) {
        String topic = as.topic()
                .replace("{product}", id.product().toLowerCase(Locale.ROOT))
                .replace("{account}", id.account());
        return new CdrStream(
                id,
                credential,
                product,
                options,
                as.key(),
                topic,
                as.format(),
                covered.plan,
                covered.when.start(),
                covered.when.end());
    }

    private Covered covered(Product product, Values credential, Values entry) {
        Schedule when = schedules.of(credential, entry);
        return new Covered(when, plans.of(product.name(), credential, entry, when.settle()));
    }

    /** Which time is read, and how often. */
    private record Covered(Schedule when, PassPlan plan) {}

    private Product product(Placed name) {
        Product product = ProductCatalogue.find(name.value());
        if (!product.isKnown()) {
            problems.warning(
                    name.place(),
                    "the product " + name.value() + " is not in the catalogue; it is read with generic defaults",
                    Nearest.to(
                                    name.value(),
                                    ProductCatalogue.all().stream()
                                            .map(Product::name)
                                            .toList())
                            .map(n -> "did you mean " + n + "?")
                            .orElse(null));
        }
        return product;
    }

    private @Nullable Direction direction(Values entry, Product product) {
        @Nullable String text = entry.written(CredentialKeys.STREAM_DIRECTION);
        if (text == null) {
            return null;
        }
        if (product.isKnown() && product.direction() == DirectionRule.REFUSED) {
            problems.error(
                    entry.placeOf(CredentialKeys.STREAM_DIRECTION),
                    product.name() + " has no direction, and the API refuses requests that name one",
                    "leave it out");
        }
        return Direction.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static List<@Nullable Direction> directions(Product product, @Nullable Direction chosen) {
        List<@Nullable Direction> directions = new ArrayList<>();
        if (chosen == null && product.direction() == DirectionRule.REQUIRED) {
            directions.addAll(List.of(Direction.values()));
        } else {
            directions.add(chosen);
        }
        return directions;
    }

    private Collection<String> chosen(Values entry, String key, Collection<String> accounts) {
        @Nullable String named = entry.written(CredentialKeys.STREAM_ACCOUNT);
        if (named == null) {
            return accounts;
        }
        String account = named.equals("self") ? key : named;
        if (!accounts.contains(account)) {
            Place place = entry.placeOf(CredentialKeys.STREAM_ACCOUNT);
            problems.error(place, named + " is not one of this credential's accounts", "add it to accounts");
        }
        return List.of(account);
    }
}
