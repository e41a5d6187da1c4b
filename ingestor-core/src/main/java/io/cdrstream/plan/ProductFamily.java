package io.cdrstream.plan;

import java.util.List;

/** What the records of a product do after they happened, which says what plan of passes suits them. */
public enum ProductFamily {
    /** Receipts change a record for up to 72 h; once its state is final, it stays as it is. */
    SMS("SMS", "SMS-TRAFFIC-CONTROL"),
    /**
     * Receipts as well; and what counts as final changes once more, when a message is read or, within 48 h, when an RCS
     * message gets its price.
     */
    CHAT("MESSAGES"),
    /** A record shows after the call has ended, under the time it began. */
    CALLS("VOICE-CALL", "IN-APP-VOICE", "WEBSOCKET-CALL", "VIDEO-API"),
    /** A record shows when the API is ready to show it. */
    OTHERS;

    private final List<String> products;

    ProductFamily(String... products) {
        this.products = List.of(products);
    }

    public static ProductFamily of(String product) {
        for (ProductFamily family : values()) {
            if (family.products.contains(product)) {
                return family;
            }
        }
        return OTHERS;
    }
}
