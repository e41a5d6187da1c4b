package io.cdrstream.sink.kafka;

import io.cdrstream.sink.kafka.LetterEntry.Mark;
import io.cdrstream.sink.kafka.LetterEntry.Part;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts the messages of the dead-letter topic together: the parts of a letter, and what its replays have come to. */
final class LetterList {

    private final Map<LetterPlace, DeadLetter> letters = new LinkedHashMap<>();
    private final Map<Identity, LetterPlace> places = new HashMap<>();

    private record Identity(String stream, long sequence, int ordinal) {
        static Identity of(Part part) {
            return new Identity(part.stream(), part.sequence(), part.ordinal());
        }
    }

    void take(ConsumerRecord<byte[], byte[]> message) {
        LetterEntry entry = LetterEntry.of(message);
        if (entry instanceof Mark mark) {
            letters.computeIfPresent(mark.of(), (place, letter) -> letter.marked(mark));
        } else if (entry instanceof Part part && part.part() == 1) {
            letters.put(part.place(), DeadLetter.of(part));
            places.put(Identity.of(part), part.place());
        } else if (entry instanceof Part part && places.containsKey(Identity.of(part))) {
            letters.computeIfPresent(places.get(Identity.of(part)), (place, letter) -> letter.plus(part));
        } // else somebody else's message, or a part of a letter whose beginning is deleted already
    }

    List<DeadLetter> letters() {
        return List.copyOf(letters.values());
    }
}
