package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is paid for in a day, whoever starts, dies, joins or cannot be asked. */
class CapLawsTest {

    private static final int CAP = 60;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Sinks.Empty<Void> awaited = Sinks.empty();

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64, 65})
    void aSpentCapIsSpentHoweverOftenTheProcessStarts(long seed) {
        Random random = new Random(seed);
        World world = world(seed);
        world.log.opening = task ->
                Mono.delay(Duration.ofMillis(random.nextInt(500)), world.time).then();
        int asked = 0;
        for (int start = 0; start < 40; start++) {
            boolean isSpent = world.log.bills.records() >= CAP;
            world.start();
            world.pass(Duration.ofMillis(800 + random.nextInt(1500)));
            world.kill();
            assertThat(isSpent && world.api.requests.size() > asked)
                    .as("asked for after the cap")
                    .isFalse();
            asked = world.api.requests.size();
        }
        assertThat(world.log.bills.records()).isBetween((long) CAP, (long) CAP + HistoryApi.PAGE - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 74, 75})
    void instancesAmongWhichTasksMoveSpendTheCapOnce(long seed) {
        Random random = new Random(seed);
        World world = world(seed);
        List<World.Group> members = List.of(new World.Group(), new World.Group());
        members.get(1).given = Set.of();
        world.streams = oneOfTask1AndAllOfTask0(world);
        members.forEach(world::join);
        for (int move = 0; move < 30; move++) {
            world.pass(Duration.ofMillis(500 + random.nextInt(1500)));
            world.rebalance(members, World.anyShares(random));
        }
        world.pass(SOON);
        assertThat(world.log.bills.records()).isBetween((long) CAP - HistoryApi.PAGE, CAP + 2L * HistoryApi.PAGE);
    }

    @Test
    void nothingIsAskedForBeforeItIsKnownWhatOthersHaveSpent() {
        World world = world(66);
        world.group.given = Set.of(0);
        world.log.looking = awaited.asMono();
        world.start();
        world.pass(SOON);
        assertThat(world.api.requests).isEmpty();

        awaited.tryEmitEmpty();
        world.pass(SOON);
        assertThat(world.api.requests).isNotEmpty();
    }

    @Test
    void whatOthersHaveSpentIsNotSpentOnceMore() {
        World world = world(67);
        world.group.given = Set.of(0);
        LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.UTC);
        world.log.bills.add(1, new DayBill("key", "elsewhere/SMS", today, CAP, 1));
        world.start();
        world.pass(SOON);
        assertThat(world.api.requests).isEmpty();
    }

    @Test
    void whatTasksWithoutStreamsOrThatDoNotOpenHaveSpentIsSpent() {
        World world = world(70);
        world.log.opening = task -> task == 1 ? Mono.error(broken()) : Mono.empty();
        LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.UTC);
        world.log.bills.add(1, new DayBill("key", "elsewhere/SMS", today, CAP, 1));
        world.start();
        world.pass(Duration.ofMinutes(2));
        assertThat(world.api.requests).isEmpty();
    }

    private static SessionLost broken() {
        return new SessionLost(SessionLost.Meaning.BROKEN, "cannot be opened", null);
    }

    @Test
    void aTaskThatIsTakenAwayWhileItOpensHoldsUpNobody() {
        World world = world(68);
        world.log.opening = task -> task == 1 ? Mono.never() : Mono.empty();
        world.start();
        world.pass(SOON);
        assertThat(world.api.requests).isEmpty();

        Objects.requireNonNull(world.group.owner).revoked(Set.of(1)).subscribe();
        world.pass(SOON);
        assertThat(world.api.requests).isNotEmpty();
    }

    @Test
    void aTaskThatNeverOpensHoldsUpNobodyForLong() {
        World world = world(69);
        world.log.opening = task -> task == 1 ? Mono.never() : Mono.empty();
        holdsUpNobodyForLong(world);
    }

    @Test
    void nobodyIsHeldUpForLongIfItIsNotKnownWhatOthersHaveSpent() {
        World world = world(69);
        world.group.given = Set.of(0);
        world.log.looking = Mono.never();
        holdsUpNobodyForLong(world);
    }

    private static void holdsUpNobodyForLong(World world) {
        world.start();
        world.pass(Duration.ofSeconds(59));
        assertThat(world.api.requests).isEmpty();

        world.pass(SOON);
        assertThat(world.api.requests).isNotEmpty();
    }

    /** Tasks that spend alike would spend the cap once under any rule. */
    private static List<CdrStream> oneOfTask1AndAllOfTask0(World world) {
        Map<Boolean, List<CdrStream>> byTask =
                world.streams.stream().collect(Collectors.partitioningBy(stream -> world.group.of(stream.id()) == 0));
        List<CdrStream> streams = new ArrayList<>(byTask.get(true));
        streams.add(byTask.get(false).get(0));
        return streams;
    }

    private static World world(long seed) {
        World world = new World(seed, 8, 400, 0, 0);
        world.cap = CAP;
        return world;
    }
}
