package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.Output.Entry;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.Revision.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redo finds what the plan has missed, corrects the hours that were sealed, and publishes nothing twice. */
class RedoLawsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant UNTIL = PassWorld.START.plus(Duration.ofHours(12));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatWasLateForTheSealIsFoundWhateverFails(long seed) {
        PassWorld world = world(seed, Plans.HASTY, 0.05, 0.02);
        world.live(DAY);
        SealLaws.check(world, UNTIL);
        assertThat(missing(world)).as("records that the plan has missed").isPositive();
        int before = world.output.published().size();

        allIsThereAfterARedoUnderKills(world);
        assertThat(found(world, before))
                .extracting(each -> each.revision().change())
                .contains(Change.LATE, Change.UPDATED)
                .doesNotContain(Change.NEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void aSecondRedoIsPaidForAndPublishesNothing(long seed) {
        PassWorld world = world(seed, Plans.HASTY, 0.02, 0.02);
        world.live(DAY);
        world.redo(PassWorld.START.plusSeconds(5000));
        world.liveUnderKills(Duration.ofHours(2), 10);
        int published = world.output.published().size();
        int entries = world.output.entries().size();
        int billed = world.world.api.shown.billed();

        world.redo(PassWorld.START.plusSeconds(5000));
        world.liveUnderKills(Duration.ofHours(2), 10);

        assertThat(world.isRedoing()).isFalse();
        SealLaws.check(world, UNTIL);
        assertThat(world.output.published()).hasSize(published);
        assertThat(world.world.api.shown.billed()).isGreaterThan(billed);
        assertThat(world.output
                        .entries()
                        .subList(entries, world.output.entries().size()))
                .filteredOn(entry -> entry.pass().equals(PassPlan.REDO))
                .isNotEmpty()
                .allMatch(entry -> entry.found().late() + entry.found().updated() == 0);
    }

    /**
     * While records come and change, passes read and ask by id above the redo, and some of them below where it ends.
     */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void aStreamThatGoesOnBearsARedo(long seed) {
        PassWorld world = world(seed, seed % 2 == 0 ? Plans.HASTY : Plans.SMALL_AUDIT, 0.03, 0.02);
        world.live(Duration.ofHours(5));
        for (int redo = 0; redo < 4; redo++) {
            world.world.start();
            world.pause(Duration.ofMinutes(seed * 7 + redo));
            world.redo(world.world.log.earliestRedo()); // what runs is fenced
            world.pause(Duration.ofMinutes(3));
            world.world.kill();
            world.liveUnderKills(Duration.ofHours(2), 20);
        }
        world.liveUnderKills(DAY.plus(DAY), 20);

        assertThat(world.isRedoing()).isFalse();
        SealLaws.check(world, UNTIL);
        assertThat(world.output.entries()).extracting(Entry::pass).contains(PassPlan.REDO);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void aRedoThatEndsWithinAnHourCorrectsThatHourToo(long seed) {
        PassWorld world = world(seed, Plans.HASTY, 0, 0.02);
        world.live(Duration.ofMinutes(8 * 60 + 20));
        world.redo(PassWorld.START.plusSeconds(1234));
        world.live(DAY);

        SealLaws.check(world, UNTIL);
        assertThat(found(world, 0)).anyMatch(each -> !each.time().isBefore(PassWorld.START.plus(Duration.ofHours(8))));
    }

    /** Two slices are read side by side, and a cursor lives shorter than a slice takes. */
    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void manyDaysAreReadAgainInOrder(long seed) {
        Duration length = Duration.ofHours(60);
        Traffic traffic = Traffic.messages(40).within(Duration.ofHours(2));
        PassWorld world = PassWorld.of(seed, Plans.HASTY, List.of(traffic), length, 0.1, 0.05);
        world.live(Duration.ofHours(66));
        world.world.api.pages.size = 10;
        world.redo(PassWorld.START.plusSeconds(1234));
        world.liveUnderKills(Duration.ofHours(6), 60);

        assertThat(world.isRedoing()).isFalse();
        SealLaws.check(world, PassWorld.START.plus(length));
        assertThat(world.world.api.shown.looks)
                .filteredOn(look -> look.request().pass() == PageRequest.REDO)
                .hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52})
    void aLostSessionIsNotPaidFor(long seed) {
        PassWorld world = world(seed, Plans.HASTY, 0, 0.1);
        world.live(DAY);
        world.redo(PassWorld.START);
        world.live(Duration.ofHours(3));

        SealLaws.check(world, UNTIL);
        assertThat(world.world.log.lost).isPositive();
        world.plans.keySet().forEach(stream -> assertThat(
                        world.world.api.shown.billedBy(stream).get(PassPlan.REDO))
                .isEqualTo(world.world.histories.get(stream).before(UNTIL).size()));
    }

    /** Between two slices or in the middle of some, while the stream goes on, while nobody runs, and twice at once. */
    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64, 65, 66})
    void whatWasCancelledIsNeitherDoubledNorMissingAfterALaterRedo(long seed) {
        PassWorld world = world(seed, Plans.HASTY, 0.05, 0.02);
        world.world.api.pages.size = 4;
        world.live(Duration.ofHours(5));
        Random moments = new Random(seed);
        int abandoned = 0;
        for (int redo = 0; redo < 12; redo++) {
            world.world.start();
            boolean isRunning = moments.nextInt(4) > 0;
            abandoned += cancelled(world, moments, 60, isRunning);
            abandoned += cancelled(world, moments, 6, isRunning);
            if (isRunning) {
                goesOn(world);
            }
            world.world.kill();
            assertThat(world.ofRedos()).isZero();
        }
        assertThat(abandoned).as("slices that were under way").isPositive();
        world.live(DAY);

        allIsThereAfterARedoUnderKills(world);
    }

    private static void goesOn(PassWorld world) {
        Instant then = world.now();
        world.pause(Duration.ofMinutes(10));
        assertThat(world.world.log.watermark().values()).allMatch(then::isBefore);
    }

    /** Opens redos, cancels them a little later, and returns how much they had under way. */
    private static int cancelled(PassWorld world, Random moments, int seconds, boolean isRunning) {
        world.redo(PassWorld.START.plusSeconds(moments.nextInt(7200)));
        world.pause(Duration.ofMillis(moments.nextInt(seconds * 1000)));
        if (!isRunning) {
            world.world.kill();
        }
        int underWay = world.ofRedos();
        world.cancelRedo();
        return underWay;
    }

    private static void allIsThereAfterARedoUnderKills(PassWorld world) {
        world.redo(PassWorld.START);
        world.liveUnderKills(Duration.ofHours(6), 60);

        assertThat(world.isRedoing()).isFalse();
        SealLaws.check(world, UNTIL);
        SealLaws.checkIsFinal(world, UNTIL);
        assertThat(missing(world)).isZero();
    }

    private static long missing(PassWorld world) {
        return world.plans.keySet().stream()
                .flatMap(stream -> world.world.histories.get(stream).before(UNTIL).stream()
                        .filter(life -> world.world.api.shown.newest(stream, life.id()) == null))
                .count();
    }

    private static List<Published> found(PassWorld world, int since) {
        return world.output.published().stream()
                .skip(since)
                .filter(each -> each.revision().pass().equals(PassPlan.REDO))
                .toList();
    }

    /** Half a day of traffic in which all that happens to a record happens within two hours. */
    private static PassWorld world(long seed, PassPlan plan, double faults, double losses) {
        Duration most = Duration.ofHours(2);
        List<Traffic> traffic =
                List.of(Traffic.messages(300).within(most), Traffic.messages(12).within(most));
        return PassWorld.of(seed, plan, traffic, Duration.ofHours(12), faults, losses);
    }
}
