package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress.SliceProgress;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangedStreamsTest {

    private final CdrStream stream = Pages.stream("cdr.sms");

    @Test
    void aStreamAsItWasIsNotMentioned() {
        assertThat(findings("id", EventFormat.JSON, Map.of())).isEmpty();
    }

    @Test
    void aChangedKeyFormatOrOptionIsSaidBeforeItApplies() {
        assertThat(findings("to", EventFormat.JSON, Map.of()))
                .singleElement()
                .asString()
                .contains("changes its key from to to id for what is read from " + START + " on");
        assertThat(findings("id", EventFormat.AVRO, Map.of()))
                .singleElement()
                .asString()
                .contains("changes its format from avro to json for what is read from " + START + " on");
        assertThat(findings("id", EventFormat.JSON, Map.of("include_message", "true")))
                .singleElement()
                .asString()
                .contains("changes its options from {include_message=true} to {}");
    }

    @Test
    void pagesOfSlicesUnderWayAreReadAgainUnderOtherOptionsOnly() {
        Slice first = new Slice(START, START.plusSeconds(60));
        Slice second = new Slice(first.to(), first.to().plusSeconds(60));
        List<SliceProgress> slices = List.of(
                new SliceProgress(first, 0, first.from(), START, null, true, 3, true, false),
                new SliceProgress(second, 0, second.from(), START, new Cursor("c", "iv"), false, 2, true, false));

        assertThat(findings(stream, START, "id", EventFormat.JSON, Map.of("include_message", "true"), slices))
                .singleElement()
                .asString()
                .contains("pages that are read, and charged, again: 2, of slices under way");
        assertThat(findings(stream, START, "to", EventFormat.JSON, Map.of(), slices))
                .singleElement()
                .asString()
                .contains("nothing is read again");
        assertThat(slices.get(0).underAnotherQuery()).isEqualTo(slices.get(0));
        assertThat(slices.get(1).underAnotherQuery())
                .isEqualTo(new SliceProgress(second, 0, second.from(), START, null, false, 0, true, false));
    }

    @Test
    void revisitsUnderWayBeginAnewUnderAnotherPlan() {
        Duration hour = Duration.ofHours(1);
        PassPlan plan = new PassPlan(Duration.ZERO, List.of(Revisit.of(hour)), List.of(), Duration.ofDays(7));
        Slice slice = new Slice(START, START.plusSeconds(60));
        SliceProgress revisited =
                new SliceProgress(slice, 1, slice.from(), START, new Cursor("c", "iv"), false, 4, true, false);

        CdrStream configured = Pages.stream(plan, START);
        assertThat(findings(configured, START))
                .singleElement()
                .asString()
                .contains("changes the plan of its passes")
                .contains("begin anew.");
        assertThat(findings(configured, START, "id", EventFormat.JSON, Map.of(), List.of(revisited)))
                .singleElement()
                .asString()
                .contains("pages that are read, and charged, again: 4.");
    }

    @Test
    void revisitsThatThePlanNoLongerHasAreReadAgainByNothing() {
        Slice read = new Slice(START.plusSeconds(60), START.plusSeconds(120));
        Slice revisited = new Slice(START, read.from());
        Cursor cursor = new Cursor("c", "iv");
        List<SliceProgress> slices = List.of(
                new SliceProgress(read, 0, read.from(), START, cursor, false, 2, true, false),
                new SliceProgress(revisited, 1, revisited.from(), START, cursor, false, 4, true, false));
        List<PassReached> passes = List.of(new PassReached(Duration.ofHours(1), START));

        assertThat(findings(stream, START, passes, "id", EventFormat.JSON, Map.of("include_message", "true"), slices))
                .extracting(Finding::toString)
                .hasSize(2)
                .anySatisfy(options -> assertThat(options).contains("charged, again: 2, of slices under way"))
                .anySatisfy(plan -> assertThat(plan).contains("that were under way are given up."));
    }

    @Test
    void anEarlierStartIsNotRead() {
        assertThat(findings(between(START.minusSeconds(60), null), START)).isEmpty();
        assertThat(findings(between(START.minus(2, HOURS), null), START))
                .singleElement()
                .asString()
                .contains("began at " + START)
                .contains("its start, " + START.minus(2, HOURS))
                .contains("another group, other topics");
    }

    @Test
    void anEndBehindWhatIsReadBecomesTheNextFullHour() {
        Instant watermark = START.plusSeconds(90);
        assertThat(findings(between(START, watermark), watermark)).isEmpty();
        assertThat(findings(between(START, watermark.minusSeconds(1)), watermark))
                .singleElement()
                .asString()
                .contains("its end, " + watermark.minusSeconds(1))
                .contains("until " + START.truncatedTo(HOURS).plus(1, HOURS) + ", the next full hour");
    }

    private CdrStream between(Instant start, @Nullable Instant end) {
        return new CdrStream(
                stream.id(),
                stream.credential(),
                stream.product(),
                stream.options(),
                stream.key(),
                stream.topic(),
                stream.format(),
                stream.plan(),
                start,
                end);
    }

    private List<Finding> findings(String key, EventFormat format, Map<String, String> options) {
        return findings(stream, START, key, format, options);
    }

    private static List<Finding> findings(CdrStream configured, Instant watermark) {
        return findings(configured, watermark, "id", EventFormat.JSON, Map.of());
    }

    private static List<Finding> findings(
            CdrStream configured, Instant watermark, String key, EventFormat format, Map<String, String> options) {
        return findings(configured, watermark, key, format, options, List.of());
    }

    private static List<Finding> findings(
            CdrStream configured,
            Instant watermark,
            String key,
            EventFormat format,
            Map<String, String> options,
            List<SliceProgress> slices) {
        return findings(configured, watermark, List.of(), key, format, options, slices);
    }

    private static List<Finding> findings(
            CdrStream configured,
            Instant watermark,
            List<PassReached> passes,
            String key,
            EventFormat format,
            Map<String, String> options,
            List<SliceProgress> slices) {
        CheckpointBatch batch = new CheckpointBatch();
        String text = configured.id().text();
        slices.forEach(slice -> batch.slice(text, slice));
        batch.stream(
                new StreamRecord(text, START, watermark, START, START, passes, null, 7, key, format, options, START));
        Checkpoints stored = new Checkpoints();
        batch.drainCheckpoints(stored::apply);
        List<Finding> findings = new ArrayList<>();
        ChangedStreams.compare(stored, List.of(configured), findings);
        return findings;
    }
}
