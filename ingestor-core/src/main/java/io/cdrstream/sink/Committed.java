package io.cdrstream.sink;

import io.cdrstream.model.Page;
import java.time.Instant;

/**
 * A page that is durable now.
 *
 * @param published events written
 * @param duplicates records dropped because the seen-set knows them
 * @param dead records written to the dead letter
 * @param watermark of the page's stream, after this commit
 */
public record Committed(Page page, int published, int duplicates, int dead, Instant watermark) {}
