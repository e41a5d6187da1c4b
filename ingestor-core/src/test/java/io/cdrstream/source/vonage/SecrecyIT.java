package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.cdrstream.http.OddServer;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Direction;
import io.cdrstream.source.MemoryBudget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** I6: whatever happens on the wire, even the most talkative log holds no secret, number or body. */
class SecrecyIT {

    private static final String SECRET = "sentinel/se+cret";
    private static final String NUMBER = "447700900987";
    private static final String BODY = "sentinel-body";
    private static final String SENDER = "Zweigstelle";
    /** Key and secret as the header carries them. */
    private static final String TOKEN = "YWJjZDEyMzQ6c2VudGluZWwvc2UrY3JldA==";

    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    void noLogOfAnyLevelHoldsASentinel() {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.list = Collections.synchronizedList(new ArrayList<>());
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        Logger muted = (Logger) LoggerFactory.getLogger("reactor.netty.http.client.HttpClientConnect");
        muted.setLevel(Level.DEBUG);
        List<String> outcomes = new ArrayList<>();
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.DEBUG);
        try {
            misbehave(outcomes);
        } finally {
            root.setLevel(before);
            muted.setLevel(Level.ERROR);
            root.detachAppender(heard);
        }
        String all = List.copyOf(heard.list).stream().map(SecrecyIT::text).collect(Collectors.joining("\n")) + outcomes;
        assertThat(all)
                .contains("request id 0ec00351-5357-4321-9a08-fa3d4a4e1234")
                .doesNotContain("sentinel")
                .doesNotContain(NUMBER)
                .doesNotContain(SENDER)
                .doesNotContain(TOKEN);
    }

    private static void misbehave(List<String> outcomes) {
        try (OddServer server = new OddServer();
                VonageReports reports =
                        new VonageReports(settings(server), "test", false, () -> {}, InstantSource.system())) {
            String record = "{\"id\":\"1\",\"to\":\"" + NUMBER + "\",\"message_body\":\"" + BODY + "\"}";
            String echo = "{\"title\":\"" + SECRET + "\",\"detail\":\"" + NUMBER + " " + TOKEN + " " + SENDER + "\"}";
            server.answer =
                    (request, response) -> response.header("X-Request-Id", "0ec00351-5357-4321-9a08-fa3d4a4e1234")
                            .sendString(Mono.just(Pages.page(List.of(record))));
            outcomes.add(ask(reports));
            server.answer = (request, response) -> response.header("X-Request-Id", NUMBER + "/" + SECRET)
                    .sendString(Mono.just(Pages.page(List.of(record)).replace("}", "")));
            outcomes.add(ask(reports));
            server.answer = (request, response) -> response.status(422).sendString(Mono.just(echo));
            outcomes.add(ask(reports));
            server.answer = (request, response) -> response.status(302)
                    .header("Location", "http://other.example/" + NUMBER)
                    .send();
            outcomes.add(ask(reports));
            server.answer = (request, response) -> Mono.never();
            outcomes.add(ask(reports));
            server.answer = (request, response) -> OddServer.reset(request);
            outcomes.add(ask(reports));
        }
    }

    private static String ask(VonageReports reports) {
        CdrStream stream = Pages.stream(
                "SMS",
                Direction.OUTBOUND,
                "to",
                Map.of("to", NUMBER, "from", SENDER),
                Map.of("include_message", "true"));
        MemoryBudget.Lease lease = Objects.requireNonNull(new MemoryBudget(1 << 20).tryLease(0));
        return String.valueOf(reports.page(Pages.request(stream, null), lease).block());
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private static VonageSettings settings(OddServer server) {
        return new VonageSettings(server.url(), "abcd1234", SECRET, SOON, SOON, SOON, 1 << 20, true, null, null);
    }
}
