package io.cdrstream.plan;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.CompletenessEntry;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.StreamId;
import io.cdrstream.model.Tally;
import io.cdrstream.plan.Findings.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the records of streams do, as their own passes have found: of each pass the last day of the time that it has
 * gone through, beside what the passes before it have found of the same time.
 *
 * <p>Of a pass that has not come to anything yet nothing is known: no more records are supposed to show until then. How
 * many are open at an age is for {@link OpenShares} to say, and how many blocks will be dirty for {@link DirtyBlocks}.
 *
 * <p>Pure.
 */
public final class MeasuredTraffic {

    private MeasuredTraffic() {}

    /**
     * What was measured, of those streams whose first pass has read an hour at least.
     *
     * @param streams all that are read, since what one of them has not come to yet, another may have
     * @param entries as far back as {@link #back}, of any streams
     */
    public static Map<StreamId, StreamTraffic> of(
            Map<CdrStream, Progress> streams, Collection<CompletenessEntry> entries, Instant now) {
        Map<CdrStream, Findings> findings = new HashMap<>();
        streams.forEach((stream, progress) -> findings.put(stream, new Findings(stream, progress, entries)));
        findings.values().removeIf(each -> each.lastDay(0).span().compareTo(Tally.HOUR) < 0);
        DirtyBlocks dirty = new DirtyBlocks(findings.values());
        Map<StreamId, StreamTraffic> traffic = new HashMap<>();
        findings.forEach((stream, found) -> traffic.put(stream.id(), traffic(found, dirty.of(found), now)));
        return traffic;
    }

    /** How far back entries tell anything: a day, of the time that is through with all passes and follow-ups. */
    public static Duration back(Collection<CdrStream> streams) {
        Duration oldest = streams.stream()
                .map(stream -> stream.plan().horizon())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return oldest.multipliedBy(9).dividedBy(8).plusDays(2); // batches and blocks wait for their youngest second
    }

    private static StreamTraffic traffic(Findings findings, double dirtyBlocks, Instant now) {
        double first = findings.lastDay(0).perSecond();
        double shown = first;
        Map<Duration, Double> perSecond = new HashMap<>(Map.of(findings.stream.settle(), shown));
        for (int pass = 1; pass < findings.stream.plan().passes(); pass++) {
            Revisit revisit = findings.stream.plan().revisits().get(pass - 1);
            shown *= 1 + late(findings.lastDay(pass));
            perSecond.put(revisit.age(), shown);
        }
        double all = shown;
        Map<Duration, Double> visible = new HashMap<>();
        perSecond.forEach((age, records) -> visible.put(age, all == 0 ? 1 : records / all));
        return new StreamTraffic(
                all,
                ShareAtAge.steps(visible),
                new OpenShares(findings, now).measured(),
                dirtyBlocks,
                Tide.of(findings.hours()));
    }

    /** How many more records show than were known, as a part of these. An audit sees as much of that as it reads. */
    private static double late(Found found) {
        double read = found.known() == 0 ? 0 : Math.min(1, found.billed() / found.known());
        return read == 0 ? 0 : found.late() / found.known() / read;
    }
}
