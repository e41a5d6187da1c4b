package io.cdrstream.app.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Progress.FollowUp;
import io.cdrstream.model.Redo;
import io.cdrstream.sink.kafka.CdrSearch;
import io.cdrstream.sink.kafka.CdrTrace;
import io.cdrstream.sink.kafka.DeadLetter;
import io.cdrstream.sink.kafka.EventPlace;
import io.cdrstream.sink.kafka.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a CDR is. Its JSON is public: times are texts in UTC.
 *
 * @param state {@code published}, {@code dead}, {@code expected}, {@code never-seen} or {@code not-seen}
 * @param streams those that know it; if none does, those that were asked
 */
record ExplainReport(String id, String state, @Nullable String at, List<OfStream> streams, List<Letter> deadLetters) {

    /** There is an event, or was before the topic's retention took it. */
    static final String PUBLISHED = "published";
    /** It could not become an event. */
    static final String DEAD = "dead";
    /** Its time is not sealed, or is being read once more: a pass may still find it. */
    static final String EXPECTED = "expected";
    /** Its time is sealed, and nobody has seen it; or nobody ever looks there. */
    static final String NEVER_SEEN = "never-seen";
    /** Nobody has seen it, and its time was not given. */
    static final String NOT_SEEN = "not-seen";

    /**
     * @param range what it was found in: its slice, or several
     * @param isFinal whether its last state is final; null if only its events know it
     * @param followUpDue when it is asked for again; null if it is not
     * @param words what this stream has to do with the time given
     * @param passes of the time given, what each has done or when it comes
     * @param sealDue when the time given is sealed; null if it is, or if none was given
     * @param isRemembered whether the seen-set still knows all that this stream has published
     */
    record OfStream(
            String stream,
            @Nullable Range range,
            @JsonProperty("final") @Nullable Boolean isFinal,
            @Nullable String followUpDue,
            List<Place> events,
            String words,
            List<OfPass> passes,
            @Nullable String sealedUntil,
            @Nullable Range sealDue,
            @JsonProperty("remembered") boolean isRemembered) {}

    /** From a time to another. */
    record Range(String from, String to) {}

    /** @param due null if it has read the time */
    record OfPass(String pass, String until, @Nullable Range due) {}

    record Place(
            String topic,
            int partition,
            long offset,
            String timestamp,
            String change,
            String pass,
            @Nullable String changed,
            @Nullable String chargeDelta) {}

    record Letter(String place, String time, String state, String stream, String reason) {}

    boolean isFound() {
        return state.equals(PUBLISHED) || state.equals(DEAD);
    }

    /** @param interval the least time between two slices of a first pass */
    static ExplainReport of(String id, CdrSearch.Found found, @Nullable Instant at, Duration interval) {
        List<CdrTrace> known = found.traces().stream().filter(CdrTrace::isKnown).toList();
        List<CdrTrace> shown = known.isEmpty() ? found.traces() : known;
        List<Letter> letters =
                found.letters().stream().map(ExplainReport::letter).toList();
        return new ExplainReport(
                id,
                state(known, found, at),
                at == null ? null : at.toString(),
                shown.stream().map(trace -> stream(trace, at, interval)).toList(),
                letters);
    }

    private static String state(List<CdrTrace> known, CdrSearch.Found found, @Nullable Instant at) {
        boolean isDead = found.letters().stream().anyMatch(letter -> letter.state() != DeadLetter.State.PUBLISHED);
        boolean hasEvent = known.stream().anyMatch(trace -> !trace.events().isEmpty());
        if (isDead && !hasEvent) {
            return DEAD;
        }
        if (!known.isEmpty() || !found.letters().isEmpty()) {
            return PUBLISHED;
        }
        if (at == null) {
            return NOT_SEEN;
        }
        return found.traces().stream().anyMatch(trace -> isExpected(trace, at) || isReadAgain(trace, at))
                ? EXPECTED
                : NEVER_SEEN;
    }

    private static boolean isReadAgain(CdrTrace trace, Instant at) {
        @Nullable Progress progress = trace.stored().progress();
        @Nullable Redo redo = progress == null ? null : progress.reached().redo();
        return redo != null && !at.isBefore(redo.next()) && at.isBefore(redo.to());
    }

    private static boolean isExpected(CdrTrace trace, Instant at) {
        @Nullable Progress progress = trace.stored().progress();
        @Nullable Instant end = trace.stored().stream().end();
        @Nullable Instant start = progress == null ? trace.stored().stream().start() : progress.begin();
        boolean isCovered = (start == null || !at.isBefore(start)) && (end == null || at.isBefore(end));
        return isCovered && (progress == null || !at.isBefore(progress.sealed()));
    }

    private static OfStream stream(CdrTrace trace, @Nullable Instant at, Duration interval) {
        @Nullable Progress progress = trace.stored().progress();
        PassPlan plan = trace.stored().stream().plan();
        @Nullable Sighting seen = trace.seen();
        @Nullable FollowUp waiting = trace.waiting();
        @Nullable Instant open = at != null && isExpected(trace, at) ? at : null;
        return new OfStream(
                trace.stored().stream().id().text(),
                seen == null ? null : range(seen.range().from(), seen.range().to()),
                seen == null ? null : seen.isFinal(),
                waiting == null ? null : waiting.due(plan).toString(),
                trace.events().stream().map(ExplainReport::place).toList(),
                words(progress, trace, at),
                progress == null || open == null ? List.of() : passes(progress, plan, open, interval),
                progress == null ? null : progress.sealed().toString(),
                open == null ? null : range(Due.seal(plan, open, interval)),
                trace.isRemembered());
    }

    /** What of the time given this stream has to do with. */
    private static String words(@Nullable Progress progress, CdrTrace trace, @Nullable Instant at) {
        @Nullable Instant end = trace.stored().stream().end();
        if (progress == null) {
            return "has never been read";
        }
        if (at != null && at.isBefore(progress.begin())) {
            return "begins at " + progress.begin() + ": nothing earlier is asked for";
        }
        if (at != null && end != null && !at.isBefore(end)) {
            return "ends at " + end + ": nothing later is asked for";
        }
        return "sealed until " + progress.sealed()
                + (at != null && isReadAgain(trace, at) ? "; that time is going to be read once more" : "");
    }

    private static List<OfPass> passes(Progress progress, PassPlan plan, Instant at, Duration interval) {
        List<OfPass> passes = new ArrayList<>();
        for (int pass = 0; pass < plan.passes(); pass++) {
            Instant until = progress.frontiers().get(pass);
            boolean hasRead = at.isBefore(until);
            passes.add(new OfPass(
                    plan.name(pass), until.toString(), hasRead ? null : range(Due.of(plan, pass, at, interval))));
        }
        return passes;
    }

    private static Range range(Due due) {
        return range(due.earliest(), due.latest());
    }

    private static Range range(Instant from, Instant to) {
        return new Range(from.toString(), to.toString());
    }

    private static Place place(EventPlace event) {
        return new Place(
                event.topic(),
                event.partition(),
                event.offset(),
                event.timestamp().toString(),
                event.change(),
                event.pass(),
                event.changed(),
                event.chargeDelta());
    }

    private static Letter letter(DeadLetter letter) {
        return new Letter(
                letter.place().toString(),
                letter.time().toString(),
                letter.state().name().toLowerCase(Locale.ROOT),
                letter.stream(),
                letter.reason());
    }
}
