package io.cdrstream.event.avro;

import io.cdrstream.model.Drift;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Passes on at most so many distinct names and values, and {@link Drift#OTHER} for the rest: a metric can be made of
 * what it tells, whatever the API sends.
 *
 * <p>Only what looks like an identifier is passed on, never a number, an address or a text (I6). Confined to one
 * thread.
 */
public final class BoundedDrift implements DriftListener {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z_-]*[0-9]{0,3}");
    private static final int LONGEST = 48;

    private final DriftListener listener;
    private final int most;
    private final Set<String> told = new HashSet<>();

    /** @param most distinct names, those of values included */
    public BoundedDrift(DriftListener listener, int most) {
        this.listener = listener;
        this.most = most;
    }

    @Override
    public void didNotParse(String field) {
        listener.didNotParse(field); // safe because only the schema's own fields have a type
    }

    @Override
    public void unknownField(String field) {
        listener.unknownField(bounded(field));
    }

    @Override
    public void newValue(String field, String value) {
        listener.newValue(field, bounded(value));
    }

    private String bounded(String name) {
        if (told.contains(name)) {
            return name;
        }
        if (told.size() >= most
                || name.length() > LONGEST
                || !IDENTIFIER.matcher(name).matches()) {
            return Drift.OTHER;
        }
        told.add(name);
        return name;
    }
}
