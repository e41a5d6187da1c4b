package io.cdrstream.sink;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the seen-sets of a task's open slices within a bound, however many slices are read side by side: those that
 * were needed last stay, the others are loaded again with the next page of their slice. Safe because whatever a slice
 * has published is in its stream's chunks too. Confined to its task's commit thread.
 */
final class SeenMemory {

    private final int most;
    private final Map<OpenSlice, Integer> sizes = new LinkedHashMap<>(16, 0.75f, true); // the one needed last is last
    private long all;

    /** @param most records, of 50 to 100 bytes each; a single slice may have more */
    SeenMemory(int most) {
        this.most = most;
    }

    /** A page of it was read. */
    void used(OpenSlice open) {
        @Nullable SeenSet seen = open.seen();
        @Nullable Integer before = seen == null ? sizes.remove(open) : sizes.put(open, seen.size());
        all += (seen == null ? 0 : seen.size()) - (before == null ? 0 : before);
        Iterator<Map.Entry<OpenSlice, Integer>> oldest = sizes.entrySet().iterator();
        while (all > most && sizes.size() > 1) {
            Map.Entry<OpenSlice, Integer> entry = oldest.next();
            entry.getKey().forgetSeen();
            all -= entry.getValue();
            oldest.remove();
        }
    }
}
