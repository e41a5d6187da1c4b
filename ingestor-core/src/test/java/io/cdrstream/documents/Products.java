package io.cdrstream.documents;

import io.cdrstream.schemas.EventSchemas;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a schema's product is called here and there. */
final class Products {

    private Products() {}

    /** All schemas, that of unknown products last. */
    static List<Schema> schemas() {
        return Stream.concat(EventSchemas.PRODUCTS.stream().map(EventSchemas::of), Stream.of(EventSchemas.generic()))
                .toList();
    }

    /** As the API names it; null for unknown ones. */
    static @Nullable String product(Schema schema) {
        return schema.getProp("product");
    }

    static String title(Schema schema) {
        @Nullable String product = product(schema);
        return product == null ? "Other products" : product;
    }

    /** Its part of names of files and topics. */
    static String file(Schema schema) {
        @Nullable String product = product(schema);
        return product == null ? "generic" : product.toLowerCase(Locale.ROOT);
    }
}
