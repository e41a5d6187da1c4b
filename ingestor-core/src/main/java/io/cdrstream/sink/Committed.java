package io.cdrstream.sink;

import io.cdrstream.model.Drift;
import io.cdrstream.model.Page;
import java.time.Instant;
import java.util.Map;

/**
 * A page that is durable now.
 *
 * @param posting what it has changed
 * @param published events written
 * @param dead records written to the dead letter
 * @param drift where the records written left their schema, and how often; always empty if they have none
 */
public record Committed(Posting posting, int published, int dead, Map<Drift, Integer> drift) {

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
