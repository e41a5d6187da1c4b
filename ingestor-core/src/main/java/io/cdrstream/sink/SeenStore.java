package io.cdrstream.sink;

import io.cdrstream.model.Progress.ChunkRef;
import java.util.Collection;
import java.util.Map;

/** Hands out chunks of the seen-set. May block: called on the commit thread. */
@FunctionalInterface
public interface SeenStore {

    /**
     * The chunks asked for, all of them.
     *
     * @throws RuntimeException if one cannot be had: without it records would be published twice
     */
    Map<ChunkRef, Fingerprint[]> load(Collection<ChunkRef> chunks);
}
