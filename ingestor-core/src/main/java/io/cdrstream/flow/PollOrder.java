package io.cdrstream.flow;

import io.cdrstream.model.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which stream of a credential is asked next.
 *
 * <p>Two shares take turns: pages of slices that are open, or else their cursors would expire and be paid for again;
 * and new slices. Among new slices, streams that are nearly up to date take turns with those far behind, of which only
 * so many are read at a time as may be in flight. Streams in trouble do not count there, and get at most half of the
 * places, since their answers may take as long as a timeout: they hold nobody up.
 *
 * <p>New revisits and look-ups by id, which take turns as well, get what these leave, and one turn of ten at least; one
 * more for each half hour in which there was always one due or under way, since first slices can be longer instead, but
 * what is never read again is never complete. Eight at most.
 *
 * <p>Whoever has nothing to ask leaves its turn to the other. The stream that was asked longest ago comes first; with
 * revisits and look-ups, the one that was asked longest ago for such. Confined to the planning thread.
 */
final class PollOrder {

    private static final int TURNS = 10;
    private static final int MOST_LATER = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final int mostOpen;
    private final List<Session.Reading> readings = new ArrayList<>();
    private final List<Session.Reading> forRevisits = new ArrayList<>();
    private final List<Session.Reading> forLookUps = new ArrayList<>();
    private int credit;
    private @Nullable Instant dueSince;
    private boolean isTurnOfLookUps;
    private boolean isTurnOfNew;
    private boolean isTurnOfBacklog;

    PollOrder(int mostOpen) {
        this.mostOpen = mostOpen;
    }

    void add(List<Session.Reading> more) {
        readings.addAll(more);
        forRevisits.addAll(more);
        forLookUps.addAll(more);
    }

    void remove(Session session) {
        List.of(readings, forRevisits, forLookUps)
                .forEach(all -> all.removeIf(reading -> reading.session() == session));
    }

    /** A page that an earlier session has left behind, or null: it costs no request. */
    @Nullable
    Turn held(long now) {
        return first(reading -> reading.reader().nextHeld(now, reading.session().held()::isLeft));
    }

    /**
     * The next request, or null if there is none to make now.
     *
     * @param isLaterAllowed whether revisits and follow-ups may be begun
     */
    @Nullable
    Turn next(Instant apiTime, long now, boolean isLaterAllowed) {
        readings.sort(Comparator.comparingLong(reading -> reading.reader().lastAsked() - now));
        credit += laterTurns(apiTime);
        boolean isTurnOfLater = credit >= TURNS;
        credit %= TURNS;
        @Nullable Turn due = isLaterAllowed && isTurnOfLater ? later(apiTime, now) : null;
        @Nullable Turn first = due != null ? due : firstPass(apiTime, now);
        return first == null && isLaterAllowed ? later(apiTime, now) : first;
    }

    /** How many of ten turns are for revisits and look-ups, if any is due. */
    private int laterTurns(Instant apiTime) {
        long waited = dueSince == null ? 0 : Duration.between(dueSince, apiTime).dividedBy(PATIENCE);
        return (int) Math.min(MOST_LATER, 1 + Math.max(0, waited));
    }

    private @Nullable Turn later(Instant apiTime, long now) {
        isTurnOfLookUps = !isTurnOfLookUps;
        Turn turn = isTurnOfLookUps ? lookUp(apiTime, now) : revisit(apiTime, now);
        Turn later = turn != null ? turn : isTurnOfLookUps ? revisit(apiTime, now) : lookUp(apiTime, now);
        if (later == null) {
            readings.forEach(reading -> reading.reader().nothingLater());
        }
        if (later != null && dueSince == null) {
            dueSince = apiTime;
        } else if (later == null
                && readings.stream().noneMatch(reading -> reading.reader().isReadingAgain())) {
            dueSince = null; // not while a revisit is open: of its stream the next one may be due, and not begin yet
        }
        return later;
    }

    private @Nullable Turn revisit(Instant apiTime, long now) {
        return inTurn(forRevisits, reading -> reading.reader().nextRevisit(apiTime, now));
    }

    private @Nullable Turn lookUp(Instant apiTime, long now) {
        return inTurn(forLookUps, reading -> reading.reader().nextLookUp(apiTime, now));
    }

    /** Whoever is asked is the last to be asked again. */
    private static @Nullable Turn inTurn(
            List<Session.Reading> readings, Function<Session.Reading, @Nullable PageRequest> choice) {
        @Nullable Turn turn = first(readings, choice);
        if (turn != null) {
            Session.Reading asked = turn.reading();
            readings.remove(asked);
            readings.add(asked);
        }
        return turn;
    }

    private @Nullable Turn firstPass(Instant apiTime, long now) {
        isTurnOfNew = !isTurnOfNew;
        Turn turn = isTurnOfNew ? newSlice(apiTime, now) : openSlice(now);
        return turn != null ? turn : isTurnOfNew ? openSlice(now) : newSlice(apiTime, now);
    }

    /** Nanoseconds until there may be a request to make, if nothing happens before; 0 = there may be one already. */
    long untilDue(Instant apiTime, long now) {
        return readings.stream()
                .mapToLong(reading -> reading.reader().untilDue(apiTime, now))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private @Nullable Turn openSlice(long now) {
        int troubled = readings.stream()
                .filter(reading -> reading.reader().isTroubled())
                .mapToInt(reading -> reading.reader().asked())
                .sum();
        boolean isFull = troubled >= Math.max(1, mostOpen / 2);
        return first(reading -> isFull && reading.reader().isTroubled()
                ? null
                : reading.reader().nextPage(now));
    }

    private @Nullable Turn newSlice(Instant apiTime, long now) {
        isTurnOfBacklog = !isTurnOfBacklog;
        Turn turn = isTurnOfBacklog ? backlog(apiTime, now) : fresh(apiTime, now);
        return turn != null ? turn : isTurnOfBacklog ? fresh(apiTime, now) : backlog(apiTime, now);
    }

    private @Nullable Turn fresh(Instant apiTime, long now) {
        return first(r -> r.reader().isNearlyUpToDate(apiTime) ? r.reader().nextSlice(apiTime, now, 1) : null);
    }

    private @Nullable Turn backlog(Instant apiTime, long now) {
        int busy = readings.stream().mapToInt(r -> r.reader().busySlices(now)).sum();
        return busy >= mostOpen ? null : first(r -> r.reader().nextSlice(apiTime, now, mostOpen));
    }

    private @Nullable Turn first(Function<Session.Reading, @Nullable PageRequest> choice) {
        return first(readings, choice);
    }

    private static @Nullable Turn first(
            List<Session.Reading> readings, Function<Session.Reading, @Nullable PageRequest> choice) {
        for (Session.Reading reading : readings) {
            PageRequest request = choice.apply(reading);
            if (request != null) {
                return new Turn(reading, request);
            }
        }
        return null;
    }

    /** A request that may be made now. */
    record Turn(Session.Reading reading, PageRequest request) {

        Session session() {
            return reading.session();
        }

        StreamReader reader() {
            return reading.reader();
        }
    }
}
