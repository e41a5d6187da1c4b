package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has come, for somebody who only looks.
 *
 * @param progress under today's plan; null if it was never read
 * @param updated when that was written, by the writer's clock
 */
public record StoredStream(CdrStream stream, @Nullable Progress progress, @Nullable Instant updated) {

    /** Whether every pass that is due at its end has read it up to there. */
    boolean isAtEnd(Instant now) {
        @Nullable Instant end = stream.end();
        if (end == null || progress == null || progress.reached().unread() != null) {
            return false;
        }
        List<Instant> frontiers = progress.reached().frontiers();
        return IntStream.range(0, frontiers.size())
                .filter(pass -> pass == 0 || !end.plus(stream.plan().age(pass)).isAfter(now))
                .noneMatch(pass -> frontiers.get(pass).isBefore(end));
    }

    /** Whether the seen-set has begun to forget what was published. */
    boolean isForgetful() {
        return progress != null
                && progress.reached().begin().isBefore(progress.reached().known());
    }
}
