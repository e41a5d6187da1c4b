package io.cdrstream.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Reports API says about one value of {@code product}: data, not a closed enum, since the list changes about
 * yearly.
 *
 * @param timeField the record field on which the date filter acts, and so the event time
 * @param direction whether a request must, may or must not name a direction
 * @param filters query parameters that choose records
 * @param options query parameters that change how records look
 * @param fields the record fields known so far, by which its revisions are told apart; empty = all that it has
 * @param openStates values of {@code status} that are not final
 * @param isKnown false for a product that the catalogue does not list; it gets generic defaults
 */
public record Product(
        String name,
        String timeField,
        DirectionRule direction,
        Set<String> filters,
        Set<String> options,
        Set<String> fields,
        Set<String> openStates,
        boolean isKnown) {

    /** Whether {@code direction} belongs in a query. Sending it where it does not belong is answered with 422. */
    public enum DirectionRule {
        REQUIRED,
        OPTIONAL,
        REFUSED
    }

    public Product {
        filters = Set.copyOf(filters);
        options = Set.copyOf(options);
        fields = Set.copyOf(fields);
        openStates = Set.copyOf(openStates);
    }

    /**
     * The record field that says what the CDR cost: {@code price} is per minute or segment wherever there is a total.
     */
    public String chargeField() {
        return name.equals("VERIFY-API") ? "price" : "total_price";
    }

    /** The record field that says in which country the other end is. */
    public String countryField() {
        return name.equals("NETWORK-API-EVENT") ? "country_code" : "country";
    }

    /**
     * Whether a record in this state may still change, so that it is worth asking for again by id. Records without a
     * state, and states that nobody has described, count as final.
     */
    public boolean isOpen(@Nullable String status) {
        return status != null && openStates.contains(status);
    }

    /** REPORTS-USAGE, the list of the report calls made, is documented to be free. */
    public boolean isFree() {
        return name.equals("REPORTS-USAGE");
    }
}
