package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Product;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks filters and options against what the product accepts: the API answers anything else with 422. */
final class ParameterCheck {

    private static final Set<String> OURS =
            Set.of("product", "account_id", "date_start", "date_end", "cursor", "iv", "id", "direction");

    private final Problems problems;

    ParameterCheck(Problems problems) {
        this.problems = problems;
    }

    void check(
            Values entry,
            Product product,
            @Nullable Direction direction,
            Map<String, String> filters,
            Map<String, String> options) {
        Values filterPlaces = entry.section("filters");
        filters.keySet().forEach(f -> checkFilter(f, product, filterPlaces.placeOf(f)));
        Values optionPlaces = entry.section("options");
        options.keySet().forEach(o -> checkOption(o, product, optionPlaces.placeOf(o)));
        if (options.containsKey("show_concatenated") && direction != Direction.OUTBOUND) {
            problems.error(
                    optionPlaces.placeOf("show_concatenated"),
                    "the API accepts it for outbound messages only",
                    "write direction: outbound beside it");
        }
    }

    private void checkFilter(String name, Product product, Place place) {
        if (OURS.contains(name)) {
            problems.error(place, "is set by the ingestor itself", "leave it out");
        } else if (product.options().contains(name)) {
            problems.error(place, "is an option, not a filter", "write it under options");
        } else if (product.isKnown() && !product.filters().contains(name)) {
            problems.error(place, product.name() + " does not accept this filter", accepted(name, product.filters()));
        }
    }

    private void checkOption(String name, Product product, Place place) {
        if (OURS.contains(name)) {
            problems.error(place, "is set by the ingestor itself", "leave it out");
        } else if (product.filters().contains(name)) {
            problems.error(place, "is a filter, not an option", "write it under filters");
        } else if (product.isKnown() && !product.options().contains(name)) {
            problems.error(place, product.name() + " does not accept this option", accepted(name, product.options()));
        }
    }

    private static String accepted(String name, Set<String> accepted) {
        if (accepted.isEmpty()) {
            return "it accepts none";
        }
        return Nearest.to(name, accepted)
                .map(n -> "did you mean " + n + "?")
                .orElse("it accepts "
                        + String.join(", ", accepted.stream().sorted().toList()));
    }
}
