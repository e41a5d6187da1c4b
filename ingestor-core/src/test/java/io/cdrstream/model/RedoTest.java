package io.cdrstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cdrstream.model.Progress.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedoTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void itEndsWhereAllPassesHaveBeen() {
        Redo redo = Redo.of(reached(null), hour(30).plusMillis(1));

        assertThat(redo).isEqualTo(new Redo(hour(30), hour(30), hour(72)));
        assertThat(redo.isOver()).isFalse();
        assertThat(redo.at(hour(72)).isOver()).isTrue();
    }

    @Test
    void itMayBeginWhereTheSeenSetBeginsAndNoSecondEarlier() {
        assertThat(Redo.of(reached(null), hour(20)).from()).isEqualTo(hour(20));
        assertRefused(null, hour(20).minusSeconds(1), "would be published twice");
    }

    @Test
    void nothingBeforeTheStreamAndNothingThatIsStillToComeIsReadAgain() {
        assertRefused(null, BEGIN.minusSeconds(1), "the stream begins at");
        assertRefused(null, hour(72), "still to come");
    }

    @Test
    void thereIsOneAtATime() {
        assertRefused(new Redo(hour(30), hour(40), hour(50)), hour(60), "has come to " + hour(40));
    }

    private static void assertRefused(Redo current, Instant from, String why) {
        assertThatThrownBy(() -> Redo.of(reached(current), from))
                .isInstanceOf(RedoRefused.class)
                .hasMessageContaining(why);
    }

    private static Reached reached(Redo redo) {
        return new Reached(BEGIN, List.of(hour(100), hour(72)), hour(70), hour(20), 9, redo);
    }

    private static Instant hour(int hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }
}
