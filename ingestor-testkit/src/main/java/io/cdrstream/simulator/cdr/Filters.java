package io.cdrstream.simulator.cdr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The API's own filters: a record matches when each named field, as it would be written, is exactly the wanted text.
 */
public final class Filters {

    public static final Filters NONE = new Filters(Map.of());

    private final Map<String, byte[]> wanted = new LinkedHashMap<>();
    private final JsonBytes scratch = new JsonBytes();

    /** Not thread-safe: one for each request. */
    public Filters(Map<String, String> wanted) {
        wanted.forEach((name, text) -> this.wanted.put(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    boolean match(View view) {
        for (Map.Entry<String, byte[]> filter : wanted.entrySet()) {
            Optional<Field> field = view.cdr().stream().schema().field(filter.getKey());
            if (field.isEmpty() || !says(field.get(), view, filter.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean says(Field field, View view, byte[] text) {
        scratch.clear();
        field.writeValue(view, scratch);
        return Arrays.equals(scratch.array(), 0, scratch.length(), text, 0, text.length);
    }
}
