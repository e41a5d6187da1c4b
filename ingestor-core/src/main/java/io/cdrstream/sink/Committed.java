package io.cdrstream.sink;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.Drift;
import io.cdrstream.model.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that is durable now.
 *
 * @param posting what it has changed
 * @param published events written
 * @param dead records written to the dead letter
 * @param drift where the records written left their schema, and how often; always empty if they have none
 * @param charges what the events written add to what CDRs cost; empty where nobody may see that
 * @param delay what is known now of how late records of its account and product arrive; null if it was told lately
 */
public record Committed(
        Posting posting,
        int published,
        int dead,
        Map<Drift, Integer> drift,
        List<ChargeSum> charges,
        @Nullable ArrivalDelay delay) {

    public Committed {
        charges = List.copyOf(charges);
    }

    public Committed(Posting posting, int published, int dead, Map<Drift, Integer> drift) {
        this(posting, published, dead, drift, List.of(), null);
    }

    public Page page() {
        return posting.page();
    }

    /** Records that the seen-set dropped. */
    public int duplicates() {
        return posting.unchanged();
    }

    /** Of the page's stream, after this commit. */
    public Instant watermark() {
        return posting.watermark();
    }
}
