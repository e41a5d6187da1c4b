package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.Output.Entry;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.StreamId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The completeness record of a stream says of every hour what the API says, and of every pass what it published. */
final class EntryLaws {

    private final Output output;
    private final StreamId stream;
    private final List<Entry> entries;
    private final Instant until;

    EntryLaws(Output output, StreamId stream, Instant until) {
        this.output = output;
        this.stream = stream;
        this.until = until;
        this.entries = output.entries().stream()
                .filter(entry -> entry.stream().equals(stream) && entry.hour().isBefore(until))
                .toList();
    }

    static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    void check(Map<Instant, Truth> truth) {
        Map<String, Integer> said = new HashMap<>();
        entries.stream()
                .filter(entry -> !isCorrection(entry))
                .forEach(entry -> said.merge(entry.pass() + entry.hour(), 1, Integer::sum));
        assertThat(said.values()).as("entries for each pass and hour").containsOnly(1);
        Map<Instant, Truth> sums = new TreeMap<>();
        entries.forEach(entry -> sums.merge(entry.hour(), entry.truth(), Truth::plus));
        sums.values().removeIf(Truth.NONE::equals);
        assertThat(sums).as("hours of %s", stream).isEqualTo(truth);
        for (Instant hour = PassWorld.START; hour.isBefore(until); hour = hour.plus(1, ChronoUnit.HOURS)) {
            assertThat(said).containsKeys(Entry.SEALED + hour, PassPlan.FIRST + hour);
        }
        assertThat(counts()).as("what passes have found in %s", stream).isEqualTo(published());
    }

    /** A redo may read an hour again and again, and ask by id for what it has found there, after the seal. */
    private boolean isCorrection(Entry entry) {
        boolean isRedone = entries.stream()
                .anyMatch(
                        each -> each.pass().equals(PassPlan.REDO) && each.hour().equals(entry.hour()));
        boolean isFirstSeal = entries.stream()
                        .filter(each ->
                                each.pass().equals(Entry.SEALED) && each.hour().equals(entry.hour()))
                        .findFirst()
                        .orElse(null)
                == entry;
        return entry.pass().equals(PassPlan.REDO) || isRedone && entry.pass().equals(Entry.SEALED) && !isFirstSeal;
    }

    /** How much of what was found, by pass, hour and kind; what follow-ups have found is in the seal's entry. */
    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (Entry entry : entries) {
            String pass = entry.pass().equals(Entry.SEALED) ? PassPlan.FOLLOW_UP : entry.pass();
            counts.merge(pass + entry.hour() + Change.NEW, entry.found().fresh(), Long::sum);
            counts.merge(pass + entry.hour() + Change.LATE, entry.found().late(), Long::sum);
            counts.merge(pass + entry.hour() + Change.UPDATED, entry.found().updated(), Long::sum);
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private Map<String, Long> published() {
        Map<String, Long> counts = new TreeMap<>();
        output.published().stream()
                .filter(each -> each.stream().equals(stream) && each.time().isBefore(until))
                .forEach(each -> counts.merge(
                        each.revision().pass()
                                + hour(each.time())
                                + each.revision().change(),
                        1L,
                        Long::sum));
        return counts;
    }

    /** Records paid for, by pass. */
    Map<String, Long> billed() {
        Map<String, Long> billed = new TreeMap<>();
        entries.forEach(entry -> billed.merge(
                entry.pass().equals(Entry.SEALED) ? PassPlan.FOLLOW_UP : entry.pass(),
                entry.found().billed(),
                Long::sum));
        billed.values().removeIf(records -> records == 0);
        return billed;
    }
}
