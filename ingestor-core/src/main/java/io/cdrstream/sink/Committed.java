package io.cdrstream.sink;

import io.cdrstream.model.Drift;
import io.cdrstream.model.Page;
import java.time.Instant;
import java.util.Map;

/**
 * A page that is durable now.
 *
 * @param published events written
 * @param duplicates records dropped because the seen-set knows them
 * @param dead records written to the dead letter
 * @param watermark of the page's stream, after this commit
 * @param drift where the records written left their schema, and how often; always empty if they have none
 */
public record Committed(
        Page page, int published, int duplicates, int dead, Instant watermark, Map<Drift, Integer> drift) {

    /** Of records that drifted nowhere. */
    public Committed(Page page, int published, int duplicates, int dead, Instant watermark) {
        this(page, published, duplicates, dead, watermark, Map.of());
    }
}
