package io.cdrstream.source.vonage;

import static io.cdrstream.source.vonage.OddApi.LONG;
import static io.cdrstream.source.vonage.OddApi.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.http.OddServer;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Answers that break off, take too long, or are none. */
class BrokenAnswersIT {

    private final OddApi api = new OddApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void silenceBeforeTheHeadIsATimeout() {
        api.bear(SHORT, LONG);
        api.server.answer = (request, response) -> Mono.never();
        api.assertFault(Fault.TIMEOUT, "the API was silent for " + SHORT.toMillis() + " ms");
    }

    @Test
    void silenceWithinAPageCutsIt() {
        api.bear(SHORT, LONG);
        api.server.compress = false;
        api.server.answer = (request, response) ->
                OddServer.flushing(response, Flux.concat(Mono.just("{\"records\":["), Mono.never()));
        api.assertFault(Fault.CUT, "the API was silent for " + SHORT.toMillis() + " ms");
    }

    @Test
    void aDripThatNeverEndsIsCut() {
        api.bear(LONG, SHORT);
        api.server.compress = false;
        api.server.answer = (request, response) -> OddServer.flushing(
                response,
                Flux.interval(Duration.ofMillis(20)).onBackpressureDrop().map(tick -> " "));
        api.assertFault(Fault.CUT, "the page took longer than " + SHORT.toMillis() + " ms");
        await().until(() -> api.server.closedConnections.get() == 1);
    }

    @Test
    void aConnectionResetIsAFaultAndTheRequestIsNotRepeated() {
        api.server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1)));
        assertThat(api.page()).isInstanceOf(Got.class);
        api.server.answer = (request, response) -> OddServer.reset(request);
        api.assertFault(Fault.CONNECTION, "connection closed before the answer was whole");
        assertThat(api.server.requests).hasSize(2);
    }

    @Test
    void aPageThatIsCutMayHaveBeenChargedForAndStillTellsTheTime() {
        assertThat(cut(200))
                .matches(Answer::isSuspect)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(Fault.CUT))
                .extracting(Answer::date)
                .isNotNull();
    }

    @Test
    void anErrorThatIsCutHasCostNothing() {
        assertThat(cut(500))
                .matches(answer -> !answer.isSuspect())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(Fault.CONNECTION));
    }

    @Test
    void nobodyThereIsAFault() {
        api.server.close();
        api.assertFault(Fault.CONNECTION, "no connection");
    }

    @Test
    void compressedGarbageIsMalformed() {
        api.server.compress = false;
        api.server.answer = (request, response) ->
                response.header("Content-Encoding", "gzip").sendString(Mono.just(Pages.records(1)));
        api.assertFault(Fault.MALFORMED, "");
    }

    @Test
    void htmlIsMalformed() {
        api.server.answer = (request, response) -> response.sendString(Mono.just("<html>sentinel</html>"));
        api.assertFault(Fault.MALFORMED, "not JSON");
    }

    /** What comes of an answer whose head has arrived when its connection breaks. */
    private Answer cut(int status) {
        Sinks.Empty<String> broken = Sinks.empty();
        api.server.compress = false;
        api.server.answer = (request, response) -> OddServer.flushing(
                response.status(status)
                        .header("Content-Length", "5000")
                        .header("Date", "Fri, 20 Nov 2026 10:06:00 GMT"),
                Flux.concat(Mono.just("{"), broken.asMono().doOnTerminate(() -> OddServer.reset(request))));
        try (MemoryBudget.Lease lease = Objects.requireNonNull(api.budget.tryLease(0))) {
            CompletableFuture<Answer> answer =
                    api.reports.page(Pages.sms(), lease).toFuture();
            await().until(() -> api.budget.reservedBytes() > 0);
            broken.tryEmitEmpty();
            assertThat(answer).succeedsWithin(LONG);
            return answer.join();
        }
    }
}
