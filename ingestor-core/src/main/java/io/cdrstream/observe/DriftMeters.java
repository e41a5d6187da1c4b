package io.cdrstream.observe;

import io.cdrstream.model.Drift;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Objects;

/**
 * Where records leave their schema, by name. The names appear as the API sends them, so a counter begins with its first
 * sight; {@link DriftNames} bounds how many there are.
 */
final class DriftMeters {

    /** Names of one product. */
    static final int MOST = 100;

    private final MeterRegistry registry;
    private final DriftNames names = new DriftNames(MOST);

    DriftMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param drift of one page, with how often; nothing is done while nothing drifts */
    void committed(String product, Map<Drift, Integer> drift) {
        drift.forEach((one, count) ->
                counter(product, names.see(product, one).drift()).increment(count));
    }

    private Counter counter(String product, Drift drift) {
        Tags tags = Tags.of("product", product, "field", drift.field());
        return switch (drift.kind()) {
            case UNPARSED ->
                counter(
                        "cdrstream.values.unparsed",
                        "Values that are none of their field's type; published as text.",
                        tags);
            case UNKNOWN_FIELD ->
                counter("cdrstream.fields.unknown", "Fields that the schema does not know; published as text.", tags);
            case NEW_VALUE ->
                counter(
                        "cdrstream.values.new",
                        "Values that were not known before, of fields that have a list of them.",
                        tags.and("value", Objects.requireNonNullElse(drift.value(), Drift.OTHER)));
        };
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }
}
