package io.cdrstream.sink.kafka;

import static io.cdrstream.sink.kafka.Pages.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.EventFormat;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Revision;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Postings;
import io.cdrstream.sink.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ArrivalDelaysTest {

    private static final PassPlan PLAN = new PassPlan(
            Duration.ofMinutes(1), List.of(Revisit.of(Duration.ofHours(3))), List.of(), Duration.ofDays(7));
    private static final CdrStream STREAM = new CdrStream(
            StreamId.of("abcd1234", "ASR", null),
            "abcd1234",
            ProductCatalogue.find("ASR"),
            Map.of(),
            "id",
            "t",
            EventFormat.JSON,
            PLAN,
            START,
            null);
    private static final Slice SLICE = new Slice(START, START.plusSeconds(60));

    private final CheckpointBatch batch = new CheckpointBatch();
    private final ArrivalDelays delays = new ArrivalDelays(Map.of(), List.of());

    @Test
    void firstSightsAreLearnedUpdatesAndTimelessRecordsAreNot() {
        Instant now = SLICE.to().plusSeconds(60);
        ArrivalDelay told = learn(0, now, of(Change.NEW, START), of(Change.UPDATED, START), of(Change.NEW, null));
        assertThat(told).isNotNull();
        assertThat(told.count()).isEqualTo(1);
        assertThat(told.max()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void aLateRecordIsLearnedAtTheAgeOfThePassThatFoundIt() {
        ArrivalDelay told = learn(1, SLICE.to().plus(Duration.ofHours(3)), of(Change.LATE, START));
        assertThat(told).isNotNull();
        assertThat(told.max()).isBetween(Duration.ofHours(3), Duration.ofHours(4));
    }

    @Test
    void whoeverCatchesUpLearnsNothing() {
        assertThat(learn(0, SLICE.to().plus(Duration.ofHours(2)), of(Change.NEW, START)))
                .isNull();
        assertThat(delays.all()).isEmpty();
    }

    @Test
    void whatAFirstPassFindsInALongSliceItHasFoundBeforeTheNextOne() {
        Slice halfAnHour = new Slice(START, START.plus(Duration.ofMinutes(30)));
        ArrivalDelay told = learn(0, halfAnHour, halfAnHour.to().plusSeconds(60), of(Change.NEW, START));
        assertThat(told).isNotNull();
        assertThat(told.max()).isBetween(Duration.ofMinutes(31), Duration.ofMinutes(32));

        Instant slow = SLICE.from().plus(Duration.ofHours(-3));
        ArrivalDelay early = learn(0, halfAnHour, halfAnHour.to().plusSeconds(400), of(Change.NEW, slow));
        assertThat(early).isNotNull();
        assertThat(early.from(Duration.ofHours(3))).isZero();
    }

    @Test
    void aBlockOfAnAuditTeachesHoweverLongItIs() {
        Slice day = new Slice(START, START.plus(Duration.ofHours(24)));
        ArrivalDelay told = learn(1, day, day.to().plus(Duration.ofHours(3)), of(Change.LATE, START));
        assertThat(told).isNotNull();
        assertThat(told.from(Duration.ofHours(3))).isEqualTo(1);
    }

    @Test
    void theRestOfADirtyBlockTeachesThoughItIsOlderThanTheEndThatWasAudited() {
        Slice rest = new Slice(START, START.plus(Duration.ofHours(16)));
        Instant blockIsDue = START.plus(Duration.ofHours(24 + 3));
        ArrivalDelay told = learn(1, rest, blockIsDue, of(Change.LATE, START));
        assertThat(told).isNotNull();
        assertThat(told.max()).isGreaterThanOrEqualTo(Duration.ofHours(27));
    }

    @Test
    void aSliceSoLongThatItCatchesUpTeachesNothing() {
        Slice halfADay = new Slice(START, START.plus(Duration.ofHours(12)));
        assertThat(learn(0, halfADay, halfADay.to().plusSeconds(60), of(Change.NEW, START)))
                .isNull();
        assertThat(delays.all()).isEmpty();
    }

    @Test
    void aBadDayIsForgottenInTime() {
        Instant soon = SLICE.to().plusSeconds(60);
        learn(1, SLICE.to().plus(Duration.ofHours(3)), of(Change.LATE, START));
        Publication[] many = Collections.nCopies(100_000, of(Change.NEW, START)).toArray(Publication[]::new);

        learn(0, soon, many);

        ArrivalDelay told = delays.all().get(0);
        assertThat(told.count()).isEqualTo(50_000);
        assertThat(told.max()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void itIsStoredEveryFiveMinutesAndNeverWithoutNews() {
        Instant now = SLICE.to().plusSeconds(60);
        assertThat(learn(0, now, of(Change.NEW, START))).isNotNull();
        assertThat(learn(0, now.plusSeconds(299), of(Change.NEW, START))).isNull();
        assertThat(learn(0, now.plusSeconds(300), of(Change.NEW, START)))
                .extracting(ArrivalDelay::count)
                .isEqualTo(3L);
        assertThat(learn(0, now.plusSeconds(900))).isNull();
    }

    @Test
    void aNewSessionGoesOnWithWhatWasStored() {
        learn(0, SLICE.to().plusSeconds(60), of(Change.NEW, START));
        Checkpoints stored = new Checkpoints();
        batch.drainCheckpoints(stored::apply);

        ArrivalDelays restored = new ArrivalDelays(stored.delays(), List.of(STREAM.id()));
        assertThat(restored.all())
                .hasSize(1)
                .first()
                .extracting(ArrivalDelay::count)
                .isEqualTo(1L);
        ArrivalDelay told = restored.learn(
                Postings.of(page(1, SLICE, SLICE.to().plus(Duration.ofHours(3))), List.of(of(Change.LATE, START))),
                batch);
        assertThat(told).isNotNull();
        assertThat(told.count()).isEqualTo(2);
        assertThat(told.from(Duration.ofHours(1))).isEqualTo(0.5);
    }

    private @Nullable ArrivalDelay learn(int pass, Instant now, Publication... published) {
        return learn(pass, SLICE, now, published);
    }

    private @Nullable ArrivalDelay learn(int pass, Slice slice, Instant now, Publication... published) {
        return delays.learn(Postings.of(page(pass, slice, now), List.of(published)), batch);
    }

    private static Page page(int pass, Slice slice, Instant now) {
        PageRequest request = new PageRequest(STREAM, slice, null, pass, slice.from(), List.of());
        return new Page(request, new byte[0], List.of(), List.of(), null, now);
    }

    private static Publication of(Change change, @Nullable Instant time) {
        Cdr cdr = new Cdr(0, 0, 0, "a", false, time, null);
        return new Publication(cdr, new Revision(change, Set.of(), null, "first"), null);
    }
}
