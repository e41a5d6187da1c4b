package io.cdrstream.plan;

import io.cdrstream.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a stream stands.
 *
 * @param running since its start
 * @param frontiers how far from its start its passes have come; none = as far as their plan lets them
 */
public record Position(Duration running, List<Duration> frontiers) {

    /** Of a stream that has not begun. */
    public static final Position START = after(Duration.ZERO);

    public Position {
        frontiers = List.copyOf(frontiers);
    }

    /** Of a stream of which no more is known. */
    public static Position after(Duration running) {
        return new Position(running, List.of());
    }

    public static Position of(Progress progress, Instant now) {
        return new Position(
                Duration.between(progress.begin(), now),
                progress.frontiers().stream()
                        .map(frontier -> Duration.between(progress.begin(), frontier))
                        .toList());
    }
}
