package io.cdrstream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggedFlowTest {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final Logger logger = (Logger) LoggerFactory.getLogger("cdrstream");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final LoggedFlow flow = new LoggedFlow();

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
    void aBrokenTaskIsAnErrorOnceUntilItWorksOrBreaksOtherwise() {
        flow.sessionBroken(3, "no right to write", PAUSE);
        flow.sessionBroken(3, "no right to write", PAUSE);
        assertThat(errors()).hasSize(1);

        flow.sessionBroken(3, "a chunk is missing", PAUSE);
        assertThat(errors()).hasSize(2);

        flow.sessionOpened(3, 1, PAUSE);
        flow.sessionBroken(3, "a chunk is missing", PAUSE);
        assertThat(errors()).hasSize(3).last().asString().contains("task 3", "a chunk is missing", "cdrstream check");
    }

    private List<String> errors() {
        return heard.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
