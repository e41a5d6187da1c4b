package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cdrstream.model.Redo;
import io.cdrstream.model.Revision.Change;
import io.cdrstream.sink.Committed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RedoWatchTest {

    private static final Instant HOUR = PassSights.request(0).slice().from();
    private static final Redo REDO = new Redo(HOUR, HOUR, HOUR.plusSeconds(3600));

    private final Logger logger = (Logger) LoggerFactory.getLogger("cdrstream");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final RedoWatch watch = new RedoWatch();

    @BeforeEach
    void listen() {
        heard.start();
        logger.addAppender(heard);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.setAdditive(true);
        logger.setLevel(null);
        logger.detachAppender(heard);
    }

    @Test
    void whatIsFoundAfterTheSealIsAWarningForEachPage() {
        commit(Change.LATE, REDO);
        commit(Change.LATE, REDO);
        commit(Change.UPDATED, REDO);
        assertThat(lines(Level.WARN)).hasSize(2).first().asString().contains("4 records", "the earliest of ");
        watch.committed(0, PassSights.committed(2, Change.LATE, 5, List.of(), null), Duration.ZERO);
        assertThat(lines(Level.WARN)).hasSize(2);
    }

    @Test
    void itsEndSaysWhatItHasFound() {
        commit(Change.LATE, REDO);
        commit(Change.UPDATED, REDO);
        assertThat(lines(Level.INFO)).isEmpty();
        commit(Change.UPDATED, REDO.at(REDO.to()));
        assertThat(lines(Level.INFO))
                .singleElement()
                .asString()
                .contains("from " + REDO.from() + " to " + REDO.to(), "5 late, 10 updated, 9 unchanged");
    }

    @Test
    void whatARedoFoundThatWentOnElsewhereIsNotCountedWithTheNextOne() {
        commit(Change.LATE, REDO);
        Redo next = new Redo(HOUR, HOUR, HOUR.plusSeconds(7200));
        commit(Change.UPDATED, next);
        commit(Change.UPDATED, next.at(next.to()));
        assertThat(lines(Level.INFO)).singleElement().asString().contains("0 late, 10 updated, 6 unchanged");
    }

    @Test
    void onlyWhatIsLateForTheSealIsCounted() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        StreamMeters meters = new StreamMeters(registry, PassSights.STREAM.id(), "abcd1234");
        meters.committed(PassSights.redone(Change.UPDATED, 5, REDO));
        meters.committed(PassSights.committed(2, Change.LATE, 5, List.of(), null));
        assertThat(registry.get("cdrstream.cdrs.after.seal").counter().count()).isZero();
        meters.committed(PassSights.redone(Change.LATE, 5, REDO));
        assertThat(registry.get("cdrstream.cdrs.after.seal").counter().count()).isEqualTo(4);
    }

    private void commit(Change change, Redo redo) {
        Committed committed = PassSights.redone(change, 5, redo);
        watch.committed(0, committed, Duration.ZERO);
    }

    private List<String> lines(Level level) {
        return heard.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
