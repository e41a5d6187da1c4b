package io.cdrstream.simulator;

import io.cdrstream.simulator.cdr.Options;
import io.cdrstream.simulator.cdr.SliceOf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request for records that breaks no rule.
 *
 * @param ids wanted ids; empty when a range is asked for
 * @param filters the wanted values of record fields
 * @param sent all parameters, decoded, in the order in which they came
 */
record ReportQuery(SliceOf of, List<String> ids, Map<String, String> filters, Options options, Map<String, String> sent)
        implements Parsed {

    private static final Set<String> CURSOR = Set.of("cursor", "iv");

    boolean byId() {
        return !ids.isEmpty();
    }

    boolean hasCursor() {
        return sent.containsKey("cursor");
    }

    /** What a cursor is bound to: every parameter but the cursor itself, whatever their order. */
    String canonical() {
        Map<String, String> sorted = new TreeMap<>(sent);
        sorted.keySet().removeAll(CURSOR);
        return sorted.toString();
    }
}
