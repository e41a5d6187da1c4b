package io.cdrstream.model;

import io.cdrstream.model.Progress.Reached;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time that somebody wants read once more, although all passes have been there.
 *
 * <pre>
 *   known ──── from ▒▒▒▒▒▒▒▒▒▒ next ──────────── to ──── frontier of the last pass ──▶
 *               read once more │ still to be read │ untouched
 * </pre>
 *
 * <p>It lies below the frontiers of all passes, so none of them reads there meanwhile (I9); and above where the
 * seen-set has begun to forget, so nothing is published twice.
 *
 * @param from where it began
 * @param next its frontier: before it everything is read (I3, I5)
 * @param to where it ends
 */
public record Redo(Instant from, Instant next, Instant to) {

    /**
     * From a moment to where all passes have been.
     *
     * @param from whole seconds of it count
     * @throws RedoRefused if that may not be
     */
    public static Redo of(Reached reached, Instant from) {
        Instant begin = from.truncatedTo(ChronoUnit.SECONDS);
        Redo current = reached.redo();
        if (current != null) {
            throw new RedoRefused("the time from " + current.from + " to " + current.to
                    + " is being read once more already, and that has come to " + current.next
                    + "; wait until it is over, or cancel it (--cancel)");
        }
        if (begin.isBefore(reached.begin())) {
            throw new RedoRefused("the stream begins at " + reached.begin() + ": nothing before was ever read");
        }
        if (begin.isBefore(reached.known())) {
            throw new RedoRefused("what was published before " + reached.known()
                    + " is known no longer (it is sealed, and older than memory) and would be published twice; the"
                    + " earliest time possible is " + reached.known());
        }
        if (!begin.isBefore(reached.last())) {
            throw new RedoRefused("passes that are still to come read everything since " + reached.last()
                    + " anyway; name an earlier time");
        }
        return new Redo(begin, begin, reached.last());
    }

    /** The same, further on. */
    public Redo at(Instant next) {
        return new Redo(from, next, to);
    }

    /** Whether nothing of it is left to read. */
    public boolean isOver() {
        return !next.isBefore(to);
    }
}
