package io.cdrstream.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.laws.Life.Version;
import io.cdrstream.model.Revision.Aspect;
import io.cdrstream.model.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the laws are tried with is as troublesome as it says. */
class HistoryTest {

    private static final Instant FROM = World.START;
    private static final Instant TO = FROM.plus(Duration.ofHours(24));

    private final History messages = History.late(new Random(1), FROM, TO, Traffic.messages(400));
    private final History calls = History.late(new Random(2), FROM, TO, Traffic.calls(400));

    @Test
    void aRecordAtExactlyTheEdgeBelongsToTheLaterSlice() {
        History history = new History(List.of(Life.still("a", FROM), Life.still("b", FROM.plusSeconds(60))));
        assertThat(history.in(new Slice(FROM, FROM.plusSeconds(60))))
                .extracting(Life::id)
                .containsExactly("a");
        assertThat(history.in(new Slice(FROM.plusSeconds(60), TO)))
                .extracting(Life::id)
                .containsExactly("b");
    }

    @Test
    void slicesShowTheYoungestFirstAndNothingThatIsNotThereYet() {
        Instant evening = FROM.plus(Duration.ofHours(18));
        List<Life> shown = messages.in(new Slice(FROM, TO), evening);
        assertThat(shown).extracting(Life::time).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(shown).allMatch(life -> !life.visibleFrom().isAfter(evening));
        assertThat(messages.in(new Slice(FROM, TO)).size()).isGreaterThan(shown.size());
    }

    @Test
    void aVersionIsShownFromItsMomentOn() {
        Life life = new Life(
                "a",
                FROM,
                "EUR",
                List.of(
                        new Version(FROM.plusSeconds(9), "submitted", null, 1),
                        new Version(FROM.plusSeconds(20), "delivered", "0.05", 1)));
        assertThat(life.asOf(FROM.plusSeconds(8))).isEqualTo(-1);
        assertThat(life.asOf(FROM.plusSeconds(9))).isEqualTo(0);
        assertThat(life.asOf(FROM.plusSeconds(20))).isEqualTo(1);
        assertThat(life.changes(0, 1)).containsExactlyInAnyOrder(Aspect.STATUS, Aspect.CHARGE);
        assertThat(life.versionOf(life.cdr(7, 1))).isEqualTo(1);
    }

    @Test
    void everyVersionDiffersFromAllOthersOfItsRecord() {
        for (Life life : messages.lives()) {
            for (int i = 0; i < life.versions().size(); i++) {
                assertThat(life.versionOf(life.cdr(0, i))).isEqualTo(i);
            }
            assertThat(life.versions()).extracting(Version::from).isSorted();
            assertThat(life.visibleFrom()).isAfter(life.time());
        }
    }

    @Test
    void threeInAHundredMessagesComeMuchLater() {
        assertThat(share(messages, life -> isLaterThan(life, Duration.ofMinutes(10))))
                .isBetween(0.01, 0.03);
        assertThat(share(messages, life -> isLaterThan(life, Duration.ofHours(12))))
                .isBetween(0.002, 0.01);
        assertThat(share(messages, life -> isLaterThan(life, Duration.ofHours(60))))
                .isZero();
        assertThat(share(messages, life -> isLaterThan(life, Duration.ofSeconds(20))))
                .isBetween(0.45, 0.55);
    }

    @Test
    void callsAppearWhenTheyEnd() {
        assertThat(share(calls, life -> isLaterThan(life, Duration.ofHours(1)))).isBetween(0.04, 0.12);
        assertThat(share(calls, life -> isLaterThan(life, Duration.ofHours(8)))).isZero();
    }

    @Test
    void somePricesChangeWithTheReceiptAndSomeAfterIt() {
        assertThat(share(messages, life -> life.versions().size() > 1)).isBetween(0.2, 0.35);
        assertThat(share(messages, HistoryTest::isCorrected)).isBetween(0.01, 0.03);
        assertThat(share(messages, HistoryTest::isNeverFinal)).isBetween(0.001, 0.006);
        assertThat(messages.lives()).allMatch(life -> isOverAfter(life, Duration.ofHours(72)));
    }

    @Test
    void onASmallScaleAllIsOverSooner() {
        Duration two = Duration.ofHours(2);
        History small =
                History.late(new Random(3), FROM, TO, Traffic.messages(400).within(two));
        assertThat(small.lives()).allMatch(life -> isOverAfter(life, two));
        assertThat(share(small, life -> life.versions().size() > 1)).isGreaterThan(0.1);
    }

    private static boolean isLaterThan(Life life, Duration delay) {
        return life.visibleFrom().isAfter(life.time().plus(delay));
    }

    private static boolean isOverAfter(Life life, Duration span) {
        return !last(life).from().isAfter(life.time().plus(span));
    }

    private static boolean isCorrected(Life life) {
        int last = life.versions().size() - 1;
        return last > 0 && life.changes(last - 1, last).equals(Set.of(Aspect.CHARGE));
    }

    private static boolean isNeverFinal(Life life) {
        String status = last(life).status();
        return "submitted".equals(status) || "buffered".equals(status);
    }

    private static Version last(Life life) {
        return life.versions().get(life.versions().size() - 1);
    }

    private static double share(History history, Predicate<Life> what) {
        return (double) history.lives().stream().filter(what).count()
                / history.lives().size();
    }
}
