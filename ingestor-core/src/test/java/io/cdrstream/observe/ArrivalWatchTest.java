package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.sink.Committed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ArrivalWatchTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("cdrstream");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final ArrivalWatch watch = new ArrivalWatch(List.of(PassSights.STREAM), Duration.ofMinutes(1), () -> 0);

    @BeforeEach
    void listen() {
        heard.start();
        logger.addAppender(heard);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.setAdditive(true);
        logger.detachAppender(heard);
    }

    @Test
    void whatTheLastPassFindsIsAWarningWhatOthersFindIsNot() {
        commit(0, Change.NEW, null);
        commit(1, Change.LATE, null);
        assertThat(warnings()).isEmpty();
        commit(2, Change.LATE, null);
        commit(2, Change.UPDATED, null);
        assertThat(warnings()).hasSize(1).first().asString().contains("the last pass has found 5 records");
    }

    @Test
    void aTailBeyondThePlanIsToldOnceWithAPlanThatCoversItAndItsFee() {
        commit(0, Change.NEW, PassSights.delay(Duration.ofHours(25)));
        commit(0, Change.NEW, PassSights.delay(Duration.ofHours(26)));
        assertThat(warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains("abcd1234/ASR: 10.00 %", "age of 24h", "full revisit at 50h")
                .doesNotContain("settle");
    }

    @Test
    void aTailTwiceAsLongIsToldAgain() {
        commit(0, Change.NEW, PassSights.delay(Duration.ofHours(25)));
        commit(0, Change.NEW, PassSights.delay(Duration.ofHours(50)));
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void nothingIsProposedBeforeItIsKnownHowBusyTheStreamIs() {
        commit(1, Change.UPDATED, PassSights.delay(Duration.ofHours(25)));
        halfHour(900);
        assertThat(warnings()).isEmpty();
        halfHour(900);
        assertThat(warnings()).hasSize(1);
    }

    private void halfHour(int records) {
        Committed half = PassSights.halfHour(records, PassSights.delay(Duration.ofHours(25)));
        watch.committed(0, half, Duration.ZERO);
    }

    @Test
    void aTailWithinThePlanIsNotWorthALine() {
        commit(0, Change.NEW, PassSights.delay(Duration.ofHours(4)));
        assertThat(warnings()).isEmpty();
    }

    private void commit(int pass, Change change, @Nullable ArrivalDelay delay) {
        watch.committed(0, PassSights.committed(pass, change, 5, List.of(), delay), Duration.ZERO);
    }

    private List<String> warnings() {
        return heard.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
