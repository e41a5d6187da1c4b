package io.cdrstream.observe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Drift;
import io.cdrstream.model.Drift.Kind;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.Slice;
import io.cdrstream.model.StreamId;
import io.cdrstream.sink.Postings;
import io.cdrstream.source.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    void aMoveOfTheApisTimeIsTold() {
        flow.clockMoved(Duration.ofSeconds(-90));

        assertThat(heard.list)
                .singleElement()
                .asString()
                .contains("its clock is 90 s behind this machine's now; everything is planned by it");
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

    @Test
    void driftIsToldAtTheFirstSightOfItsName() {
        Page page = page();
        Map<Drift, Integer> drift = Map.of(
                new Drift(Kind.UNPARSED, "latency", null), 2,
                new Drift(Kind.UNKNOWN_FIELD, "hue", null), 1,
                new Drift(Kind.NEW_VALUE, "status", "lost"), 1);
        flow.committed(0, Postings.committed(page, 3, 0, 0, Instant.EPOCH, drift), PAUSE);
        flow.committed(0, Postings.committed(page, 3, 0, 0, Instant.EPOCH, drift), PAUSE);
        assertThat(sentences(Level.WARN))
                .hasSize(3)
                .allMatch(sentence -> sentence.startsWith("SMS: "))
                .anyMatch(sentence -> sentence.contains("the field latency"))
                .anyMatch(sentence -> sentence.contains("the field hue"))
                .anyMatch(sentence -> sentence.contains("the field status") && sentence.contains("lost"));
    }

    @Test
    void aPageThatWillBePaidForAgainIsToldWithoutWhatItHolds() {
        PageRequest request = page().request();
        BadRecord bad = new BadRecord(0, 0, 8, BadRecord.UNREADABLE);
        Page salvaged = new Page(request, "sentinel".getBytes(US_ASCII), List.of(), List.of(bad), null, Instant.EPOCH);
        flow.answered(request, new Answer.Got(page(), null), PAUSE);
        flow.answered(request, new Answer.Got(salvaged, null), PAUSE);
        assertThat(sentences(Level.WARN))
                .singleElement()
                .asString()
                .startsWith("abcd1234/SMS/outbound: ")
                .contains("not readable JSON", "three times more")
                .doesNotContain("sentinel");
    }

    private static Page page() {
        StreamId id = StreamId.of("abcd1234", "SMS", Direction.OUTBOUND);
        CdrStream stream = new CdrStream(
                id, "abcd1234", ProductCatalogue.find("SMS"), Map.of(), "id", "cdr.sms", Duration.ZERO, null, null);
        Slice slice = new Slice(Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
        return new Page(new PageRequest(stream, slice, null), new byte[0], List.of(), List.of(), null, Instant.EPOCH);
    }

    private List<String> errors() {
        return sentences(Level.ERROR);
    }

    private List<String> sentences(Level level) {
        return heard.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
