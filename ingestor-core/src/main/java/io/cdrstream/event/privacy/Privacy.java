package io.cdrstream.event.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a configuration.
 *
 * @param rules in their order: of two rules for one field of one product the later one holds
 */
public record Privacy(List<Rule> rules) {

    /** Everything is published as the API wrote it. */
    public static final Privacy NONE = new Privacy(List.of());

    public Privacy {
        rules = List.copyOf(rules);
    }

    /** What holds for the records of one product. */
    public PrivacyPolicy policy(String product) {
        Map<String, Redaction> fields = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.products().isEmpty() || rule.products().contains(product)) {
                fields.put(rule.field(), rule.redaction());
            }
        }
        return fields.isEmpty() ? PrivacyPolicy.NONE : new PrivacyPolicy(fields);
    }

    /**
     * @param field by name, wherever in a record it stands
     * @param products by name; none = all
     */
    public record Rule(String field, Set<String> products, Redaction redaction) {

        public Rule {
            products = Set.copyOf(products);
        }
    }
}
