package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands.
 *
 * @param running since its start
 * @param frontiers how far from its start its passes have come; none = as far as their plan lets them
 * @param end how far from its start nothing more is read; null = never
 */
public record Position(Duration running, List<Duration> frontiers, @Nullable Duration end) {

    public Position {
        frontiers = List.copyOf(frontiers);
    }

    /** Of a stream without an end of which no more is known. */
    public static Position after(Duration running) {
        return new Position(running, List.of(), null);
    }

    /** Of a stream that has not begun, as if it did now: as much of its time lies before its end. */
    public static Position start(CdrStream stream, Instant now) {
        return new Position(Duration.ZERO, List.of(), end(stream, stream.start() == null ? now : stream.start()));
    }

    public static Position of(CdrStream stream, Progress progress, Instant now) {
        return new Position(
                Duration.between(progress.begin(), now),
                progress.frontiers().stream()
                        .map(frontier -> Duration.between(progress.begin(), frontier))
                        .toList(),
                end(progress.bounded(stream), progress.begin()));
    }

    private static @Nullable Duration end(CdrStream stream, Instant begin) {
        return stream.end() == null ? null : Duration.between(begin, stream.end());
    }

    /** The same stream read by another plan. */
    public Position ofAnotherPlan() {
        return new Position(running, List.of(), end);
    }
}
