package io.cdrstream.laws;

import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The log as its readers see it. */
final class LogOutput implements Output {

    private final MemoryLog log;
    private final List<Published> published = new ArrayList<>();

    LogOutput(MemoryLog log) {
        this.log = log;
    }

    @Override
    public List<Published> published() {
        for (int i = published.size(); i < log.published.size(); i++) {
            published.add(new Published(
                    log.publishedBy.get(i),
                    log.published.get(i).cdr(),
                    log.published.get(i).revision()));
        }
        return published;
    }

    @Override
    public List<Entry> entries() {
        return log.entries.stream().map(LogOutput::entry).toList();
    }

    private static Entry entry(CompletenessEntry entry) {
        Counts counts = entry.found().counts();
        Found found = new Found(counts.fresh(), counts.late(), counts.updated(), counts.unchanged(), counts.billed());
        Truth truth = new Truth(
                counts.distinct(), entry.found().charge(), entry.found().ids());
        return new Entry(entry.stream(), entry.pass(), entry.from(), found, truth);
    }

    @Override
    public List<Instant> watermarks(StreamId stream) {
        return log.watermarks.getOrDefault(stream, List.of());
    }

    @Override
    public List<Instant> seals(StreamId stream) {
        return log.seals.getOrDefault(stream, List.of());
    }
}
