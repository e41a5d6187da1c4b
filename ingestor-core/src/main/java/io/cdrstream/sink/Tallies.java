package io.cdrstream.sink;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the passes of a stream have found in hours that they have not finished. It travels in the checkpoints with the
 * pages it was found in, so no sum is lost; an hour that a pass has finished becomes an entry, once.
 */
final class Tallies {

    private final StreamId stream;
    private final PassPlan plan;
    private final Instant begin;
    private final @Nullable Instant end;
    private final Map<Key, Tally> tallies = new TreeMap<>();
    private final Map<Key, Tally> changed = new LinkedHashMap<>();
    private final List<Tally> closed = new ArrayList<>();
    private final List<CompletenessEntry> entries = new ArrayList<>();

    /** @param end where the stream ends for good; null = never */
    Tallies(StreamId stream, PassPlan plan, Instant begin, @Nullable Instant end, Collection<Tally> restored) {
        this.stream = stream;
        this.plan = plan;
        this.begin = begin;
        this.end = end;
        restored.forEach(tally -> tallies.put(Key.of(tally), tally));
    }

    private record Key(int pass, Instant hour) implements Comparable<Key> {

        static Key of(Tally tally) {
            return new Key(tally.pass(), tally.hour());
        }

        @Override
        public int compareTo(Key other) {
            int byPass = Integer.compare(pass, other.pass);
            return byPass == 0 ? hour.compareTo(other.hour) : byPass;
        }
    }

    void add(Collection<Tally> found) {
        for (Tally tally : found) {
            Key key = Key.of(tally);
            changed.put(key, tallies.merge(key, tally, Tally::plus));
        }
    }

    /** The frontier of a pass has moved: hours between are closed. Later passes that read nothing there say nothing. */
    void advance(int pass, Instant before, Instant now) {
        for (Instant hour : finished(before, now)) {
            Tally found = take(pass, hour);
            if (pass == 0 || !found.counts().equals(Tally.Counts.NONE)) {
                entries.add(entry(plan.name(pass), hour, found));
            }
        }
    }

    /** The seal has moved. */
    void seal(Instant before, Instant now) {
        for (Instant hour : finished(before, now)) {
            entries.add(entry(CompletenessEntry.SEALED, hour, take(PageRequest.FOLLOW_UP, hour)));
        }
    }

    /**
     * Hours that the plan was through with, and that were read or asked about once more, become entries again: those
     * that end at or before.
     */
    void close(int pass, String name, Instant until) {
        List<Instant> hours = tallies.keySet().stream()
                .filter(key -> key.pass == pass && !end(key.hour).isAfter(until))
                .map(Key::hour)
                .toList();
        hours.forEach(hour -> entries.add(entry(name, hour, take(pass, hour))));
    }

    private List<Instant> finished(Instant before, Instant now) {
        List<Instant> hours = new ArrayList<>();
        Instant hour = before.truncatedTo(ChronoUnit.HOURS);
        while (!hour.plus(Tally.HOUR).isAfter(now)) {
            hours.add(hour);
            hour = hour.plus(Tally.HOUR);
        }
        if (now.equals(end) && before.isBefore(now) && hour.isBefore(now)) {
            hours.add(hour);
        }
        return hours;
    }

    private Tally take(int pass, Instant hour) {
        @Nullable Tally found = tallies.remove(new Key(pass, hour));
        if (found == null) {
            return Tally.empty(pass, hour);
        }
        changed.remove(Key.of(found));
        closed.add(found);
        return found;
    }

    private CompletenessEntry entry(String pass, Instant hour, Tally found) {
        return new CompletenessEntry(stream, pass, hour.isBefore(begin) ? begin : hour, end(hour), found);
    }

    private Instant end(Instant hour) {
        Instant to = hour.plus(Tally.HOUR);
        return end != null && to.isAfter(end) ? end : to;
    }

    List<Tally> takeChanged() {
        List<Tally> taken = List.copyOf(changed.values());
        changed.clear();
        return taken;
    }

    List<Tally> takeClosed() {
        List<Tally> taken = List.copyOf(closed);
        closed.clear();
        return taken;
    }

    List<CompletenessEntry> takeEntries() {
        List<CompletenessEntry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    Collection<Tally> all() {
        return tallies.values();
    }
}
