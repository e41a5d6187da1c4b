package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has come, for somebody who only looks.
 *
 * @param progress under today's plan; null if it was never read
 * @param updated when that was written, by the writer's clock
 */
public record StoredStream(CdrStream stream, @Nullable Progress progress, @Nullable Instant updated) {

    /** Whether the seen-set has begun to forget what was published. */
    boolean isForgetful() {
        return progress != null
                && progress.reached().begin().isBefore(progress.reached().known());
    }
}
