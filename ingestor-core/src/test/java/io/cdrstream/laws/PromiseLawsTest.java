package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.StreamId;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete, exactly once, never paid for twice: for seeded histories, whatever fails and wherever the process dies. */
class PromiseLawsTest {

    /** What an answer that was too large counts for. */
    private static final long SUSPECTED = 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withoutTroubleEveryCdrIsPublishedOnceAndPaidForOnce(long seed) {
        World world = new World(seed, 4, 200, 0, 0);
        world.start();
        world.pass(Duration.ofHours(1));

        assertPromise(world);
        assertThat(world.api.shown.billed.values()).as("I8").containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverTheApiDoesEveryCdrIsPublishedOnce(long seed) {
        World world = new World(seed, 4, 150, 0.2, 0);
        world.start();
        world.pass(Duration.ofHours(3));

        assertPromise(world);
        assertThat(world.api.expiries).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void aLostSessionIsNeitherSeenNorPaidFor(long seed) {
        World world = new World(seed, 4, 200, 0, 0.1);
        world.start();
        world.pass(Duration.ofHours(2));

        assertPromise(world);
        assertThat(world.log.lost).isPositive();
        assertThat(world.api.shown.billed.values()).as("I8").containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92})
    void whateverFailsButTheProcessTheBillIsKnown(long seed) {
        World world = new World(seed, 4, 200, 0.2, 0.1);
        world.start();
        world.pass(Duration.ofHours(3));

        assertPromise(world);
        assertThat(world.log.lost).isPositive();
        long billed = billed(world);
        assertThat((world.log.bills.records() - billed) % SUSPECTED).isZero();
        assertThat(world.log.bills.records()).isGreaterThanOrEqualTo(billed);
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108})
    void pagesOfATaskThatMovesAreOnTheBillWhoeverCommitsThem(long seed) {
        Random random = new Random(seed);
        World world = new World(seed, 4, 400, 0, 0.1);
        List<World.Group> members = List.of(new World.Group(), new World.Group());
        members.get(1).given = Set.of();
        members.forEach(world::join);
        for (int move = 0; move < 20; move++) {
            world.pass(Duration.ofMillis(300 + random.nextInt(1500)));
            world.rebalance(members, World.anyShares(random));
        }
        world.rebalance(members, World.ONE_EACH);
        world.pass(Duration.ofHours(2));

        assertPromise(world);
        long billed = billed(world);
        assertThat(world.log.bills.records()).isBetween(billed, billed + world.log.doubtful);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40})
    void aKilledProcessIsRecoveredByStartingIt(long seed) {
        Random random = new Random(seed);
        World world = new World(seed, 4, 200, 0.05, 0.02);
        for (int kill = 0; kill < 20; kill++) {
            world.start();
            world.pass(Duration.ofMillis(300 + random.nextInt(3000)));
            world.kill();
        }
        world.start();
        world.pass(Duration.ofHours(3));

        assertPromise(world); // I7
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45})
    void aKillCostsNoMorePagesThanThereArePlacesInFlight(long seed) {
        World world = new World(seed, 4, 400, 0, 0);
        int kills = 10;
        for (int kill = 0; kill < kills; kill++) {
            world.start();
            world.pass(Duration.ofMillis(1500));
            world.kill();
        }
        world.start();
        world.pass(Duration.ofHours(2));

        assertPromise(world);
        int again =
                world.api.shown.billed.values().stream().mapToInt(n -> n - 1).sum();
        assertThat(again).as("I8: records paid for again").isLessThanOrEqualTo(kills * 12 * HistoryApi.PAGE);
    }

    @Test
    void nothingIsLeftBehindInTheCheckpoints() {
        World world = new World(7, 2, 300, 0.1, 0.05);
        world.start();
        world.pass(Duration.ofHours(3));

        assertPromise(world);
        assertThat(world.log.chunks()).isZero();
        assertThat(world.log.slices()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void moreTroubledStreamsThanMayBeInFlightHoldNobodyUp(Trouble trouble) {
        World world = new World(51, 20, 60, 0, 0);
        Set<String> healthy = Set.of("account18", "account19");
        Map<StreamId, Integer> answered = new HashMap<>();
        world.api.trouble = request -> {
            StreamId stream = request.stream().id();
            boolean works = healthy.contains(stream.account()) || answered.merge(stream, 1, Integer::sum) <= 3;
            return works ? null : trouble.answer;
        };
        world.start();
        world.pass(Duration.ofHours(1));

        world.log.watermark().forEach((stream, watermark) -> {
            if (healthy.contains(stream.account())) {
                assertThat(watermark).isEqualTo(World.END);
            }
        });
    }

    @Test
    void streamsWhoseAnswersNeverComeLeaveTheOthersHalfOfThePlaces() {
        World world = new World(53, 25, 60, 0, 0);
        world.api.trouble = request -> request.stream().id().account().equals("account24") ? null : Trouble.LATE.answer;
        world.start();
        world.pass(Duration.ofMinutes(4));

        assertThat(world.log.watermark().entrySet())
                .filteredOn(stream -> stream.getKey().account().equals("account24"))
                .singleElement()
                .satisfies(stream -> assertThat(stream.getValue()).isEqualTo(World.END));
    }

    private enum Trouble {
        REFUSED(new Answer.Refused(Answer.Refusal.UNPROCESSABLE, "422", null)),
        LATE(new Answer.Failed(Answer.Fault.TIMEOUT, "no answer", null)),
        MALFORMED(new Answer.Failed(Answer.Fault.MALFORMED, "no page", null)),
        BROKEN(new Answer.Failed(Answer.Fault.SERVER_ERROR, "500", null));

        private final Answer answer;

        Trouble(Answer answer) {
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"LATE", "MALFORMED"})
    void whatMayHaveBeenPaidForCountsTowardsTheCap(Trouble trouble) {
        World world = new World(52, 2, 60, 0, 0);
        world.cap = 40;
        world.api.trouble = request -> trouble.answer;
        world.start();
        world.pass(Duration.ofHours(12));
        int untilTheCap = world.api.requests.size();
        assertThat(untilTheCap).isBetween(1, 60);
        world.pass(Duration.ofHours(6));
        assertThat(world.api.requests).hasSize(untilTheCap);
    }

    private static long billed(World world) {
        return world.api.shown.billed.values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static void assertPromise(World world) {
        assertThat(world.isFinished).as("finished in time").isTrue();
        List<String> expected = new ArrayList<>();
        world.histories.forEach((stream, history) -> history.lives().forEach(e -> expected.add(stream + "#" + e.id())));
        assertThat(world.log.events).containsExactlyInAnyOrderElementsOf(expected); // complete, exactly once
        world.log.watermarks.values().forEach(watermarks -> assertThat(watermarks)
                .as("I3")
                .isSorted());
        assertThat(world.log.watermark().values()).containsOnly(World.END);
        assertThat(world.api.requests)
                .as("nothing outside the stream is asked for")
                .allMatch(r -> !r.slice().from().isBefore(World.START)
                        && !r.slice().to().isAfter(World.END));
    }

    @Test
    void belowTheWatermarkNothingIsEverMissing() {
        World world = new World(99, 3, 200, 0.1, 0.05);
        world.start();
        while (!world.isFinished) {
            world.pass(Duration.ofMillis(200));
            world.log.watermark().forEach((stream, watermark) -> assertBelow(world, stream.text(), watermark)); // I5
        }
    }

    private static void assertBelow(World world, String stream, Instant watermark) {
        world.histories.forEach((id, history) -> {
            if (id.text().equals(stream)) {
                assertThat(world.log.events)
                        .containsAll(history.before(watermark).stream()
                                .map(life -> id + "#" + life.id())
                                .toList());
            }
        });
    }
}
