package io.cdrstream.laws;

import io.cdrstream.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The records of one stream, in the order in which the API pages through them. */
record History(List<Event> events) {

    /** A record and the second that the API files it under. */
    record Event(String id, Instant time) {}

    /** Bursts, silences, and always records exactly on the first and last second. */
    static History random(Random random, Instant from, Instant to, int size) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        List<Event> events = new ArrayList<>();
        events.add(new Event("first", from));
        events.add(new Event("last", to.minusSeconds(1)));
        for (int i = 0; i < size; i++) {
            long burst = seconds * (1 + random.nextInt(5)) / 7;
            long second = random.nextBoolean() ? burst : (long) (random.nextDouble() * seconds);
            events.add(new Event("cdr-" + i, from.plusSeconds(second)));
        }
        events.sort(Comparator.comparing(Event::time).reversed().thenComparing(Event::id));
        return new History(List.copyOf(events));
    }

    List<Event> in(Slice slice) {
        return events.stream()
                .filter(e -> !e.time().isBefore(slice.from()) && e.time().isBefore(slice.to()))
                .toList();
    }

    List<String> before(Instant time) {
        return events.stream()
                .filter(e -> e.time().isBefore(time))
                .map(Event::id)
                .toList();
    }
}
