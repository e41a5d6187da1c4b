package io.cdrstream.event.avro;

import io.cdrstream.model.Drift;
import io.cdrstream.model.Drift.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what drifted until somebody takes it. While nothing drifts it is not called, and costs nothing.
 *
 * <p>Confined to one thread. Holds as many names as it is told: {@link BoundedDrift} stands before it.
 */
public final class CountedDrift implements DriftListener {

    private final Predicate<String> isRedacted;
    private final Map<Drift, Integer> counts = new HashMap<>();
    /** By name: an unknown field drifts in every record. */
    private final Map<String, int[]> unknownFields = new HashMap<>();

    /** @param isRedacted fields whose values are our own making: a mask that does not parse is no drift of the API's */
    public CountedDrift(Predicate<String> isRedacted) {
        this.isRedacted = isRedacted;
    }

    @Override
    public void didNotParse(String field) {
        if (!isRedacted.test(field)) {
            add(Kind.UNPARSED, field, null);
        }
    }

    @Override
    public void unknownField(String field) {
        unknownFields.computeIfAbsent(field, name -> new int[1])[0]++;
    }

    @Override
    public void newValue(String field, String value) {
        if (!isRedacted.test(field)) {
            add(Kind.NEW_VALUE, field, value);
        }
    }

    /** How often each drift was heard since this was called last. */
    public Map<Drift, Integer> take() {
        unknownFields.forEach((field, count) -> counts.put(new Drift(Kind.UNKNOWN_FIELD, field, null), count[0]));
        unknownFields.clear();
        if (counts.isEmpty()) {
            return Map.of();
        }
        Map<Drift, Integer> taken = Map.copyOf(counts);
        counts.clear();
        return taken;
    }

    private void add(Kind kind, String field, @Nullable String value) {
        counts.merge(new Drift(kind, field, value), 1, Integer::sum);
    }
}
