package io.cdrstream.model;

import static io.cdrstream.model.Product.DirectionRule.OPTIONAL;
import static io.cdrstream.model.Product.DirectionRule.REFUSED;
import static io.cdrstream.model.Product.DirectionRule.REQUIRED;

import io.cdrstream.model.Product.DirectionRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The products of the Reports API and what each accepts: which parameters, on which field its dates act.
 *
 * <p>Source: the official OpenAPI description 3.1.4 of the Reports API (October 2026). Where it does not name the field
 * of the date filter (VOICE-TTS, AMD, SMS-TRAFFIC-CONTROL, CONVERSATION-*, NETWORK-API-EVENT) it is the likeliest one.
 */
public final class ProductCatalogue {

    private static final Map<String, Product> PRODUCTS = new LinkedHashMap<>();

    static {
        add(
                "SMS",
                "date_received",
                REQUIRED,
                "status from to country network account_ref",
                "include_message show_concatenated");
        add("SMS-TRAFFIC-CONTROL", "queued_time", REFUSED, "", "");
        add("VOICE-CALL", "date_start", OPTIONAL, "status from to country network call_id", "");
        add("VOICE-FAILED", "date_start", OPTIONAL, "from to country network call_id", "");
        add("VOICE-TTS", "start_time", REFUSED, "call_id", "");
        add("IN-APP-VOICE", "date_start", REFUSED, "status leg_id conversation_id", "");
        add("WEBSOCKET-CALL", "date_start", REFUSED, "call_id", "");
        add("ASR", "date_start", OPTIONAL, "from to country network call_id", "");
        add("AMD", "start_time", REFUSED, "call_id", "");
        add("VERIFY-API", "date_received", REFUSED, "to country network locale number_type", "");
        add("VERIFY-V2", "date_received", REFUSED, "status to country network locale channel parent_request_id", "");
        add("NUMBER-INSIGHT", "date_received", REFUSED, "country network number", "");
        add("CONVERSATION-EVENT", "creation_date", REFUSED, "status conversation_id", "");
        add("CONVERSATION-MESSAGE", "creation_date", REFUSED, "conversation_id", "");
        add("MESSAGES", "date_received", REQUIRED, "status from to country provider", "include_message");
        add("VIDEO-API", "date_start", REFUSED, "session_id meeting_id", "");
        add(
                "NETWORK-API-EVENT",
                "event_time",
                REFUSED,
                "country network request_type product_name request_session_id product_path correlation_id",
                "");
        add("REPORTS-USAGE", "date_received", REFUSED, "", "");
    }

    private ProductCatalogue() {}

    /** The catalogue's entry, or generic defaults for a product that it does not list. */
    public static Product find(String name) {
        @Nullable Product known = PRODUCTS.get(name);
        return known != null
                ? known
                : new Product(name, "date_received", REFUSED, Set.of(), Set.of(), Set.of(), Set.of(), false);
    }

    public static Collection<Product> all() {
        return List.copyOf(PRODUCTS.values());
    }

    private static void add(String name, String time, DirectionRule direction, String filters, String options) {
        PRODUCTS.put(
                name,
                new Product(
                        name,
                        time,
                        direction,
                        words(filters),
                        words(options),
                        RecordFields.of(name),
                        openStates(name),
                        true));
    }

    /** States in which a receipt is still to come. */
    private static Set<String> openStates(String product) {
        return switch (product) {
            case "SMS" -> Set.of("submitted", "accepted", "buffered", "unknown");
            case "MESSAGES" -> Set.of("submitted");
            case "SMS-TRAFFIC-CONTROL" -> Set.of("queued");
            default -> Set.of();
        };
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }
}
