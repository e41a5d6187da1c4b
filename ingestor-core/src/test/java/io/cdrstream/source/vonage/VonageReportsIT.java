package io.cdrstream.source.vonage;

import static io.cdrstream.source.vonage.OddApi.LONG;
import static io.cdrstream.source.vonage.OddApi.MAX_BODY;
import static io.cdrstream.source.vonage.OddApi.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.http.OddServer;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.CursorRefused;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.Answer.TooLarge;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Over real sockets, against a server that misbehaves in one way each. */
class VonageReportsIT {

    private final OddApi api = new OddApi();
    private final OddServer other = new OddServer();

    @AfterEach
    void close() {
        api.close();
        other.close();
    }

    @Test
    void aPageIsOneAuthenticatedRequest() {
        api.server.answer = (request, response) ->
                response.header("Date", "Fri, 20 Nov 2026 10:06:00 GMT").sendString(Mono.just(Pages.records(1000)));
        Got got = (Got) api.page();
        assertThat(got.page().records()).hasSize(1000);
        assertThat(Objects.requireNonNull(got.date()).date()).isEqualTo("2026-11-20T10:06:00Z");
        assertThat(api.server.requests).singleElement().satisfies(asked -> {
            assertThat(asked.uri())
                    .isEqualTo("/v2/reports/records?product=SMS&account_id=abcd1234&direction=outbound"
                            + "&date_start=2026-11-20T10%3A00%3A00Z&date_end=2026-11-20T10%3A01%3A00Z");
            assertThat(asked.headers().get("Authorization")).isEqualTo("Basic YWJjZDEyMzQ6cz9lPmM/cj5ldA==");
            assertThat(asked.headers().get("User-Agent")).isEqualTo("cdrstream/test");
            assertThat(asked.headers().get("Accept-Encoding")).contains("gzip");
        });
    }

    @Test
    void theDateWasHeardWhenTheHeadArrivedHoweverLongTheBodyTakes() {
        Sinks.Empty<String> rest = Sinks.empty();
        api.server.compress = false;
        api.server.answer = (request, response) -> OddServer.flushing(
                response.header("Date", "Fri, 20 Nov 2026 10:06:00 GMT"),
                Flux.concat(Mono.just(Pages.records(1)), rest.asMono()));
        MemoryBudget.Lease lease = Objects.requireNonNull(api.budget.tryLease(0));
        CompletableFuture<Answer> answer = api.reports.page(Pages.sms(), lease).toFuture();
        await().until(() -> api.budget.reservedBytes() > 0);
        long stalled = System.nanoTime();
        rest.tryEmitEmpty();
        assertThat(answer).succeedsWithin(LONG).isInstanceOfSatisfying(Got.class, got -> assertThat(
                        Objects.requireNonNull(got.date()).nanos())
                .isLessThan(stalled));
        lease.close();
    }

    @Test
    void announcedChunkedOrCompressedAPageHoldsItsOwnSizeInTheBudget() {
        String body = Pages.records(1000);
        api.server.compress = false;
        api.server.answer = (request, response) ->
                response.header("Content-Length", "" + body.length()).sendString(Mono.just(body));
        assertHoldsItsSize(body);
        api.server.answer = (request, response) -> response.sendString(Flux.fromArray(body.split("(?<=\n)")));
        assertHoldsItsSize(body);
        api.server.compress = true;
        assertHoldsItsSize(body);
    }

    @Test
    void aPageWaitsForMemoryWithoutLosingPatience() {
        api.bear(SHORT, SHORT.multipliedBy(2));
        api.server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1000)));
        MemoryBudget tight = new MemoryBudget(100);
        MemoryBudget.Lease holder = Objects.requireNonNull(tight.tryLease(0));
        MemoryBudget.Lease waiting = Objects.requireNonNull(tight.tryLease(0));
        holder.use(1000).block(); // it is the one page that may exceed the budget
        CompletableFuture<Answer> answer =
                api.reports.page(Pages.sms(), waiting).toFuture();
        await().during(SHORT.multipliedBy(3)).until(() -> !answer.isDone());
        holder.close();
        assertThat(answer).succeedsWithin(LONG).isInstanceOf(Got.class);
        assertThat(api.server.requests).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        api.server.answer = (request, response) ->
                response.status(302).header("Location", other.url() + "/v2").send();
        api.assertFault(Fault.REDIRECT, "302");
        assertThat(other.requests).isEmpty();
    }

    @Test
    void aLinkToAnotherHostGivesItsCursorAndIsNotFollowed() {
        api.server.answer = (request, response) -> response.sendString(Mono.just(
                Pages.page("TRUNCATED", Pages.next(other.url() + "/v2/reports/records?cursor=c%2B&iv=i"), List.of())));
        Got first = (Got) api.page();
        api.server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1)));
        assertThat(api.page(Pages.sms().next(Objects.requireNonNull(first.page().next()))))
                .isInstanceOf(Got.class);
        assertThat(api.server.requests.get(1).uri()).endsWith("&cursor=c%2B&iv=i");
        assertThat(other.requests).isEmpty();
        assertThat(api.foreign).hasValue(1);
    }

    @Test
    void anAnnouncedSizeAboveTheLimitIsNotRead() {
        api.server.compress = false;
        api.server.answer = (request, response) -> response.header("Content-Length", "" + (MAX_BODY + 1))
                .sendString(Flux.concat(Mono.just("x"), Mono.never()));
        assertThat(api.page()).isEqualTo(new TooLarge(MAX_BODY, null));
        assertThat(api.budget.reservedBytes()).isZero();
    }

    @Test
    void aBodyWithoutEndIsReadToTheLimitOnly() {
        AtomicLong sent = new AtomicLong();
        String chunk = " ".repeat(64 * 1024);
        for (boolean compress : new boolean[] {false, true}) {
            api.server.compress = compress;
            api.server.answer = (request, response) -> response.sendString(
                    Flux.<String>generate(sink -> sink.next(chunk)).doOnNext(c -> sent.addAndGet(c.length())));
            assertThat(api.page()).isInstanceOf(TooLarge.class);
        }
        await().until(() -> api.server.closedConnections.get() == 2);
        long atTheEnd = sent.get();
        await().during(SHORT).until(() -> sent.get() == atTheEnd);
    }

    @Test
    void statusesMeanWhatTheTableSays() {
        api.server.answer =
                (request, response) -> response.status(422).sendString(Mono.just("{\"title\":\"Invalid filter\"}"));
        assertThat(((Refused) api.page()).sentence()).endsWith("(Invalid filter)");
        assertThat(api.page(Pages.sms().next(new Cursor("c", "i")))).isInstanceOf(CursorRefused.class);
        api.server.answer = (request, response) ->
                response.status(429).header("Retry-After", "3").send();
        assertThat(((Throttled) api.page()).pause()).isEqualTo(Duration.ofSeconds(3));
        api.server.answer = (request, response) ->
                response.status(500).sendString(Flux.range(0, 1000).map(i -> "x".repeat(1024)));
        api.assertFault(Fault.SERVER_ERROR, "500: the API has an internal problem");
    }

    @Test
    void aLookUpNamesWhatItFindsAndMisses() {
        api.server.answer = (request, response) -> response.sendString(
                Mono.just(Pages.page("SUCCESS", "\"ids_not_found\":\"b,c\",", List.of(Pages.record(1)))));
        LookUp found = Objects.requireNonNull(api.reports
                .lookUp(Pages.stream("SMS", Direction.OUTBOUND, "id"), List.of("a", "b", "c"))
                .block(LONG));
        assertThat(found.missing()).containsExactly("b", "c");
        assertThat(api.server.requests.get(0).uri())
                .isEqualTo("/v2/reports/records?product=SMS&account_id=abcd1234&direction=outbound&id=a%2Cb%2Cc");
        assertThatThrownBy(() ->
                        api.reports.lookUp(Pages.sms().stream(), List.of()).block(LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLookUpThatIsRefusedSaysSo() {
        api.server.answer = (request, response) -> response.status(403).send();
        LookUp refused = Objects.requireNonNull(
                api.reports.lookUp(Pages.sms().stream(), List.of("a")).block(LONG));
        assertThat(refused.page()).isNull();
        assertThat(refused.failure()).isInstanceOf(Refused.class);
    }

    @Test
    void greetingAsksForTheLastSecondOfTheFreeProduct() {
        api.server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(0)));
        assertThat(api.reports.greet("sub12345").block(LONG)).isInstanceOf(Got.class);
        assertThat(api.server.requests.get(0).uri())
                .isEqualTo("/v2/reports/records?product=REPORTS-USAGE&account_id=sub12345"
                        + "&date_start=2026-11-20T10%3A05%3A05Z&date_end=2026-11-20T10%3A05%3A06Z");
    }

    @Test
    void whatIsCancelledGivesItsMemoryAndConnectionBack() {
        api.server.compress = false;
        api.server.answer = (request, response) ->
                OddServer.flushing(response, Flux.concat(Mono.just("x".repeat(100_000)), Mono.never()));
        MemoryBudget.Lease lease = Objects.requireNonNull(api.budget.tryLease(0));
        reactor.core.Disposable reading = api.reports.page(Pages.sms(), lease).subscribe();
        await().until(() -> api.budget.reservedBytes() == 100_000);
        reading.dispose();
        lease.close();
        assertThat(api.budget.reservedBytes()).isZero();
        await().until(() -> api.server.closedConnections.get() == 1);
    }

    private void assertHoldsItsSize(String body) {
        MemoryBudget.Lease lease = Objects.requireNonNull(api.budget.tryLease(1_500_000));
        Got got = (Got)
                Objects.requireNonNull(api.reports.page(Pages.sms(), lease).block(LONG));
        assertThat(got.page().body()).isEqualTo(Pages.bytes(body));
        assertThat(api.budget.reservedBytes()).isEqualTo(body.length());
        lease.close();
        assertThat(api.budget.reservedBytes()).isZero();
    }
}
