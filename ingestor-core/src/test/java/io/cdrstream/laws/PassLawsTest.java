package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.Pages.Paging;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.model.Progress;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Complete and never paid twice, however late records come and however often they change: for streams that are read
 * live by a plan, whatever fails and wherever the process dies.
 */
class PassLawsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatHappensBeforeTheLastRevisitIsFoundAndPublishedOnce(long seed) {
        PassWorld world = small(seed, Plans.SMALL, 0, 0);
        world.live(DAY);

        Instant sealed = PassWorld.START.plus(Duration.ofHours(12));
        SealLaws.check(world, sealed);
        SealLaws.checkIsFinal(world, sealed);
        assertThat(world.asked.followUps.values()).allMatch(times -> times <= 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void noFaultOfTheApiLosesAnything(long seed) {
        PassWorld world = small(seed, Plans.SMALL, 0.1, 0);
        world.live(DAY);

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
        assertThat(world.world.api.expiries).isPositive();
    }

    /** A page counts as read by a later pass only if that was due when it was asked for. */
    @ParameterizedTest
    @ValueSource(longs = {17, 18})
    void whatArrivesLateWasNotReadLate(long seed) {
        PassWorld world = small(seed, Plans.SMALL, 0, 0);
        world.world.api.slowness = Duration.ofMinutes(10);
        world.live(DAY);

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void killedAnywhereItKeepsEveryLaw(long seed) {
        PassWorld world = small(seed, Plans.SMALL_AUDIT, 0.03, 0.02);
        world.liveUnderKills(DAY.plus(DAY), 90); // an audit of so few records waits for a whole day of them

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
        assertThat(world.world.log.lost).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {27, 28, 29})
    void auditsReadAPartUnlessTheyFindAnything(long seed) {
        PassWorld world = audited(seed, 0.03, 0.02);
        world.liveUnderKills(DAY.plus(DAY), 40);

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
        assertThat(world.world.api.shown.amplification()).isLessThan(2.9);
        assertThat(world.output.published()).anyMatch(each -> each.revision().change() == Change.LATE);
    }

    @ParameterizedTest
    @EnumSource(Paging.class)
    void unstablePagesAreNeitherPublishedTwiceNorOutOfOrder(Paging paging) {
        PassWorld world = small(31, Plans.SMALL, 0, 0);
        world.world.api.pages.paging = paging;
        world.world.api.pages.size = 4;
        world.liveUnderKills(DAY, 10);

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void theDefaultPlanLosesNothingInFourDays(long seed) {
        PassWorld world = days(seed, Plans.DEFAULT);
        world.liveUnderKills(Duration.ofHours(106), 30);

        SealLaws.check(world, PassWorld.START.plus(DAY));
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52})
    void theUnlimitedPlanFindsEveryChangeInFourDays(long seed) {
        PassWorld world = days(seed, Plans.UNLIMITED);
        world.liveUnderKills(Duration.ofHours(106), 30);

        SealLaws.check(world, PassWorld.START.plus(DAY));
        SealLaws.checkIsFinal(world, PassWorld.START.plus(DAY));
    }

    @Test
    void theFrugalPlanKeepsItsBooksToo() {
        PassWorld world = days(61, Plans.FRUGAL);
        world.liveUnderKills(Duration.ofHours(106), 30);

        SealLaws.check(world, PassWorld.START.plus(DAY));
    }

    @Test
    void timelyRecordsCostHardlyMoreThanReadingThemOnce() {
        PassWorld world = PassWorld.of(71, Plans.DEFAULT, List.of(Traffic.timely(2000), Traffic.timely(20)), DAY, 0, 0);
        world.live(Duration.ofHours(106));

        SealLaws.check(world, PassWorld.START.plus(DAY));
        assertThat(world.world.api.shown.amplification()).isLessThanOrEqualTo(1.2);
        world.plans.keySet().forEach(stream -> assertThat(
                        new EntryLaws(world.output, stream, PassWorld.START.plus(DAY)).billed())
                .isEqualTo(world.world.api.shown.billedBy(stream)));
    }

    @Test
    void whatIsReadAnewAndIsUnchangedIsPaidForAndNotPublished() {
        PassWorld world = PassWorld.of(72, Plans.SMALL, List.of(Traffic.timely(300)), Duration.ofHours(6), 0, 0);
        world.live(Duration.ofHours(9));

        Instant sealed = PassWorld.START.plus(Duration.ofHours(6));
        SealLaws.check(world, sealed);
        assertThat(world.output.published()).hasSize(6 * 300);
        assertThat(world.world.api.shown.billed.values())
                .as("every pass pays once")
                .containsOnly(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAnOutageNothingIsReadTwiceOnlyBecauseItWasReadLate(boolean isKilled) {
        PassPlan plan = new PassPlan(
                Duration.ofMinutes(1),
                List.of(Revisit.of(Duration.ofHours(1)), Revisit.of(Duration.ofHours(8))),
                List.of(),
                Duration.ofHours(1));
        PassWorld world = PassWorld.of(73, plan, List.of(Traffic.timely(300)), Duration.ofHours(12), 0, 0);
        outage(world, isKilled);
        world.live(Duration.ofHours(15));

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
        SealLaws.checkNothingIsReadAgain(world);
        Instant from = PassWorld.START.plus(Duration.ofHours(3));
        StreamId stream = world.plans.keySet().iterator().next();
        assertThat(world.world.histories.get(stream).in(new Slice(from, from.plus(TWO_HOURS))))
                .as("paid for by the first pass, which was the first revisit too, and by the last")
                .hasSize(600)
                .allMatch(life -> world.world.api.shown.billed.get(Shown.key(stream, life.id())) == 2);
    }

    /** Nothing is heard from the third hour to the eighth. */
    private static void outage(PassWorld world, boolean isKilled) {
        Duration outage = Duration.ofHours(5);
        if (isKilled) {
            world.live(Duration.ofHours(3).plusSeconds(30)); // nothing is under way then
            world.pause(outage);
        } else {
            Instant from = PassWorld.START.plus(Duration.ofHours(3));
            world.world.api.trouble = during(world, from, from.plus(outage));
            world.live(Duration.ofHours(8));
        }
    }

    private static Function<PageRequest, @Nullable Answer> during(PassWorld world, Instant from, Instant to) {
        Answer broken = new Answer.Failed(Answer.Fault.SERVER_ERROR, "503", null);
        return request -> world.now().isBefore(from) || world.now().isAfter(to) ? null : broken;
    }

    /** Of what an audit has seen at the age of a later pass that reads everything, only its part has been seen. */
    @ParameterizedTest
    @ValueSource(longs = {74, 75, 76})
    void anAuditThatComesLateIsNoRevisit(long seed) {
        PassWorld world = audited(seed, 0, 0);
        Instant from = PassWorld.START.plus(Duration.ofHours(3));
        Function<PageRequest, @Nullable Answer> outage = during(world, from, from.plus(Duration.ofHours(3)));
        world.world.api.trouble = request -> request.pass() == 1 ? outage.apply(request) : null;
        world.live(DAY.plus(DAY)); // what is left of a block waits for its audit, and that for a block without traffic

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
    }

    /** First slices alone would take three requests a minute; there are two for everything. */
    @Test
    void whereTheBudgetIsTooSmallForShortSlicesEverythingIsReadAgainAllTheSame() {
        Traffic traffic = Traffic.messages(30).within(TWO_HOURS);
        PassWorld world = PassWorld.of(77, Plans.SMALL, List.of(traffic, traffic, traffic), Duration.ofHours(12), 0, 0);
        world.world.requestsPerSecond = 2.0 / 60;
        world.live(DAY);

        SealLaws.check(world, PassWorld.START.plus(Duration.ofHours(12)));
        SealLaws.checkIsFinal(world, PassWorld.START.plus(Duration.ofHours(12)));
    }

    static List<PassPlan> ended() {
        return List.of(PassPlan.once(Duration.ofMinutes(1)), Plans.HASTY, Plans.SMALL_AUDIT);
    }

    /** The hours that were read, or begun, before the end was set are read by every pass and sealed; no others are. */
    @ParameterizedTest
    @MethodSource("ended")
    void anEndSetBehindWhatIsReadLeavesNothingHalfDone(PassPlan plan) {
        PassWorld world = small(78, plan, 0, 0.02);
        world.live(Duration.ofHours(8).minusMinutes(20));
        world.end(PassWorld.START.plus(Duration.ofHours(3)).plusSeconds(751));
        world.live(Duration.ofMinutes(30));
        assertThat(world.world.isFinished).as("nothing is due then").isTrue();
        world.world.isFinished = false;
        world.pause(DAY);
        world.live(Duration.ofMinutes(10));

        assertThat(world.world.isFinished).isTrue();
        Instant end = PassWorld.START.plus(Duration.ofHours(8));
        SealLaws.check(world, end);
        for (CdrStream stream : world.world.streams) {
            Progress progress = world.world.log.progress(stream, world.now());
            assertThat(progress.frontiers()).containsOnly(end);
            assertThat(progress.sealed()).isEqualTo(end);
            assertThat(progress.tallies()).isEmpty();
        }
    }

    @Test
    void memoryDoesNotGrowWithTheTimeThatHasPassed() {
        PassWorld world = small(81, Plans.SMALL, 0, 0);
        world.live(Duration.ofHours(6));
        int slices = world.world.log.slices();
        int chunks = world.world.log.chunks();
        world.live(Duration.ofHours(6));
        assertThat(world.world.log.slices()).isLessThanOrEqualTo(2 * slices + 10);
        assertThat(world.world.log.chunks()).isLessThanOrEqualTo(2 * chunks + 10);
    }

    /** Half a day of traffic in which all that happens to a record happens within two hours. */
    private static PassWorld small(long seed, PassPlan plan, double faults, double losses) {
        Traffic busy = Traffic.messages(300).within(TWO_HOURS);
        Traffic quiet = Traffic.messages(12).within(TWO_HOURS);
        return PassWorld.of(seed, plan, List.of(busy, quiet), Duration.ofHours(12), faults, losses);
    }

    /** Half a day of so many records that an audit is enough. */
    private static PassWorld audited(long seed, double faults, double losses) {
        return PassWorld.of(
                seed, Plans.SMALL_AUDIT, List.of(Traffic.nearlyTimely(3000)), Duration.ofHours(12), faults, losses);
    }

    private static PassWorld days(long seed, PassPlan plan) {
        return PassWorld.of(seed, plan, List.of(Traffic.messages(200), Traffic.calls(50)), DAY, 0.02, 0.01);
    }
}
