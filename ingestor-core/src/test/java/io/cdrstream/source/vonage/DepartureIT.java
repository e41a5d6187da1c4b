package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget.Lease;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The pacer counts what has left: over a real socket, the source tells when that was. */
class DepartureIT {

    private final OddApi api = new OddApi();
    private final AtomicInteger sent = new AtomicInteger();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void isToldOnceAndBeforeTheAnswer() {
        Sinks.Empty<String> answering = Sinks.empty();
        api.server.answer = (request, response) ->
                response.sendString(answering.asMono().switchIfEmpty(Mono.just(Pages.records(1))));

        CompletableFuture<Answer> answer = ask();
        await().until(() -> sent.get() == 1);
        assertThat(answer).isNotDone();

        answering.tryEmitEmpty();
        assertThat(answer).succeedsWithin(OddApi.LONG).isInstanceOf(Got.class);
        assertThat(sent).hasValue(1);
    }

    @Test
    void isNotToldWhereThereIsNoConnection() {
        api.server.close();

        assertThat(ask()).succeedsWithin(OddApi.LONG).isInstanceOf(Failed.class);
        assertThat(sent).hasValue(0);
    }

    private CompletableFuture<Answer> ask() {
        Lease lease = Objects.requireNonNull(api.budget.tryLease(0));
        return api.reports
                .page(Pages.sms(), lease, sent::incrementAndGet)
                .doFinally(signal -> lease.close())
                .toFuture();
    }
}
