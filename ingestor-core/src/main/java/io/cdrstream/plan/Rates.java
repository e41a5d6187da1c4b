package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import org.jspecify.annotations.Nullable;

/** Where a forecast learns what streams do: told by a person, or measured. */
@FunctionalInterface
public interface Rates {

    /** What is known of the stream; null if nothing is. */
    @Nullable
    StreamTraffic of(CdrStream stream);
}
