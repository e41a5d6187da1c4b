package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.event.DeadLetterEncoder;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.sink.Unpublished;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What one message of the dead-letter topic is: a part of a letter, or the mark that a replay has left. */
sealed interface LetterEntry {

    /**
     * A part of a letter.
     *
     * @param place of this message; the letter's own place is that of its part 1
     * @param isRedacted whether the bytes are what a privacy rule has left
     * @param withheld length of the record if its bytes are not here; else -1
     * @param unpublished which revision it is, if all that is wrong with it is its size; else null
     */
    record Part(
            LetterPlace place,
            Instant time,
            String stream,
            Slice slice,
            long sequence,
            int ordinal,
            String reason,
            int part,
            int parts,
            boolean isRedacted,
            int withheld,
            @Nullable Unpublished unpublished,
            byte[] value)
            implements LetterEntry {

        boolean isOfSameLetter(Part other) {
            return stream.equals(other.stream) && sequence == other.sequence && ordinal == other.ordinal;
        }
    }

    /**
     * A replay's mark.
     *
     * @param why why the letter could not be published; null if it was
     */
    record Mark(LetterPlace of, @Nullable String why) implements LetterEntry {}

    /** Null if it is neither: somebody else's message. */
    static @Nullable LetterEntry of(ConsumerRecord<byte[], byte[]> message) {
        try {
            @Nullable String replayOf = header(message, LetterMark.REPLAY_OF);
            return replayOf == null
                    ? part(message)
                    : new Mark(LetterPlace.parse(replayOf), header(message, LetterMark.REFUSED));
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Part part(ConsumerRecord<byte[], byte[]> message) {
        String[] slice = needed(message, "slice").split("/", 2);
        @Nullable String withheld = header(message, DeadLetterEncoder.WITHHELD);
        return new Part(
                new LetterPlace(message.partition(), message.offset()),
                Instant.ofEpochMilli(message.timestamp()),
                needed(message, "stream"),
                new Slice(Instant.parse(slice[0]), Instant.parse(slice[slice.length - 1])),
                Long.parseLong(needed(message, "sequence")),
                Integer.parseInt(needed(message, "ordinal")),
                needed(message, "reason"),
                Integer.parseInt(needed(message, "part")),
                Integer.parseInt(needed(message, "parts")),
                header(message, DeadLetterEncoder.IS_REDACTED) != null,
                withheld == null ? -1 : Integer.parseInt(withheld),
                unpublished(message),
                message.value() == null ? new byte[0] : message.value());
    }

    private static @Nullable Unpublished unpublished(ConsumerRecord<byte[], byte[]> message) {
        @Nullable String print = header(message, DeadLetterEncoder.PRINT);
        if (print == null) {
            return null;
        }
        @Nullable String before = header(message, DeadLetterEncoder.CHARGE_BEFORE);
        Revision revision = new Revision(
                Change.of(needed(message, DeadLetterEncoder.CHANGE)),
                Aspect.setOf(header(message, DeadLetterEncoder.CHANGED)),
                before == null ? null : new BigDecimal(before),
                needed(message, DeadLetterEncoder.PASS));
        return new Unpublished(revision, Unpublished.Print.parse(print));
    }

    private static String needed(ConsumerRecord<byte[], byte[]> message, String name) {
        @Nullable String value = header(message, name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> message, String name) {
        @Nullable Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
