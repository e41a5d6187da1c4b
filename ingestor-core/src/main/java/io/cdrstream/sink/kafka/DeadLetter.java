package io.cdrstream.sink.kafka;

import io.cdrstream.model.Slice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an operator sees it: where its record came from, why it could not become an event, and what became
 * of it since. Never the record itself (I6).
 *
 * @param time when the API sent it
 * @param stream its text
 * @param sequence number of the commit in its stream
 * @param ordinal place in the page's {@code records}, from 0
 * @param bytes of the record
 * @param parts messages that the record takes
 * @param isWithheld whether the bytes are not here, because of a privacy rule
 * @param why of a state {@link State#REFUSED}
 */
public record DeadLetter(
        LetterPlace place,
        Instant time,
        String stream,
        Slice slice,
        long sequence,
        int ordinal,
        String reason,
        long bytes,
        int parts,
        boolean isWithheld,
        State state,
        @Nullable String why) {

    /** What became of it. */
    public enum State {
        /** Nobody has asked for it, or nobody has answered yet. */
        OPEN,
        /** It is an event now. */
        PUBLISHED,
        /** It was asked for, and still cannot be an event. */
        REFUSED
    }

    static DeadLetter of(LetterEntry.Part part) {
        boolean isWithheld = part.withheld() >= 0;
        return new DeadLetter(
                part.place(),
                part.time(),
                part.stream(),
                part.slice(),
                part.sequence(),
                part.ordinal(),
                part.reason(),
                isWithheld ? part.withheld() : part.value().length,
                part.parts(),
                isWithheld,
                State.OPEN,
                null);
    }

    /** Whether it is a part of this letter. */
    boolean hasPart(LetterEntry.Part part) {
        return stream.equals(part.stream()) && sequence == part.sequence() && ordinal == part.ordinal();
    }

    DeadLetter plus(LetterEntry.Part next) {
        return with(bytes + next.value().length, state, why);
    }

    /** What is published stays so, whatever a later mark says. */
    DeadLetter marked(LetterEntry.Mark mark) {
        return state == State.PUBLISHED
                ? this
                : with(bytes, mark.why() == null ? State.PUBLISHED : State.REFUSED, mark.why());
    }

    private DeadLetter with(long bytes, State state, @Nullable String why) {
        return new DeadLetter(
                place, time, stream, slice, sequence, ordinal, reason, bytes, parts, isWithheld, state, why);
    }
}
