package io.cdrstream.app.config;

import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.model.Product;
import io.cdrstream.model.ProductCatalogue;
import java.util.List;
import java.util.Locale;

/** Doubts the name of a product that a mapping is for, if the catalogue does not have it. */
final class KnownProducts {

    private KnownProducts() {}

    static void check(Problems problems, Place place, String product) {
        if (!ProductCatalogue.find(product).isKnown()) {
            List<String> known =
                    ProductCatalogue.all().stream().map(Product::name).toList();
            String upper = product.toUpperCase(Locale.ROOT);
            problems.warning(
                    place,
                    product + " is no product of the catalogue",
                    Nearest.to(upper, known)
                            .or(() -> known.stream().filter(upper::equals).findFirst())
                            .map(near -> "did you mean " + near + "?")
                            .orElse(null));
        }
    }
}
