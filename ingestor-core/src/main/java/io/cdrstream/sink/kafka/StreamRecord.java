package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Progress.Reached;
import io.cdrstream.model.Redo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints say of a stream itself. Its JSON is a public contract: consumers read the watermark and the
 * seal.
 *
 * @param stream its text, which does not give the filters' personal values back
 * @param begin where it began
 * @param known since when the seen-set knows everything that was published
 * @param passes those after the first
 * @param redo what is read once more; null if nothing is
 * @param key like format and options, as configured when it was written; a change is worth a sentence in the log
 */
record StreamRecord(
        String stream,
        Instant begin,
        Instant watermark,
        Instant sealed,
        Instant known,
        List<PassReached> passes,
        @Nullable Redo redo,
        long sequence,
        String key,
        EventFormat format,
        Map<String, String> options,
        Instant updated) {

    static StreamRecord of(CdrStream stream, Reached reached, Instant updated) {
        return new StreamRecord(
                stream.id().text(),
                reached.begin(),
                reached.frontiers().get(0),
                reached.sealed(),
                reached.known(),
                passes(stream.plan(), reached.frontiers()),
                reached.unread(),
                reached.sequence(),
                stream.key(),
                stream.format(),
                stream.options(),
                updated);
    }

    private static List<PassReached> passes(PassPlan plan, List<Instant> frontiers) {
        List<PassReached> passes = new ArrayList<>();
        for (int pass = 1; pass < plan.passes(); pass++) {
            passes.add(new PassReached(plan.age(pass), frontiers.get(pass)));
        }
        return passes;
    }

    /** How far the stream has come under a plan, which may be another than it was. */
    Reached reached(PassPlan plan) {
        List<Instant> frontiers = frontiers(plan);
        return new Reached(begin, frontiers, sealed, known, sequence, redo(frontiers.get(frontiers.size() - 1)));
    }

    /** As far as no pass of today's plan is going to read that time anyway. */
    private @Nullable Redo redo(Instant last) {
        @Nullable
        Redo below = redo != null && redo.to().isAfter(last) ? new Redo(redo.from(), redo.next(), last) : redo;
        return below == null || below.isOver() ? null : below;
    }

    /** The same, with a time to be read once more; null = none any more. */
    StreamRecord with(@Nullable Redo wanted, Instant now) {
        return new StreamRecord(
                stream, begin, watermark, sealed, known, passes, wanted, sequence, key, format, options, now);
    }

    /**
     * How far the passes of a plan have come, which may be another than it was: what was read at a greater age need not
     * be read at a smaller one.
     */
    List<Instant> frontiers(PassPlan plan) {
        List<Instant> frontiers = new ArrayList<>(List.of(watermark));
        for (int pass = 1; pass < plan.passes(); pass++) {
            Duration age = plan.age(pass);
            Instant reached = passes.stream()
                    .filter(stored -> stored.age().compareTo(age) >= 0)
                    .map(PassReached::until)
                    .reduce(sealed, (a, b) -> a.isAfter(b) ? a : b);
            Instant before = frontiers.get(pass - 1);
            frontiers.add(reached.isAfter(before) ? before : reached);
        }
        return frontiers;
    }

    /** Whether it was written under a plan with the same passes, so that what they are reading now can go on. */
    boolean isOf(PassPlan plan) {
        List<Duration> ages =
                plan.revisits().stream().map(PassPlan.Revisit::age).toList();
        return passes.stream().map(PassReached::age).toList().equals(ages);
    }

    /** As {@link io.cdrstream.model.StreamId#group()}. */
    String group() {
        int filters = stream.indexOf('?');
        return filters < 0 ? stream : stream.substring(0, filters);
    }
}
