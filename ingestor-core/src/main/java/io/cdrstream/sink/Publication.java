package io.cdrstream.sink;

import io.cdrstream.model.Cdr;
import io.cdrstream.model.Revision;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A record that is to be published, and why.
 *
 * @param delta what its charge adds to what was published of it before; null if it has no charge that can be read
 */
public record Publication(Cdr cdr, Revision revision, @Nullable BigDecimal delta) {}
