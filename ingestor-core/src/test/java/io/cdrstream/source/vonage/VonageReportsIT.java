package io.cdrstream.source.vonage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cdrstream.http.OddServer;
import io.cdrstream.model.Cursor;
import io.cdrstream.model.Direction;
import io.cdrstream.model.PageRequest;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.CursorRefused;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Refused;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.Answer.TooLarge;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.MemoryBudget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Over real sockets, against a server that misbehaves in one way each. */
class VonageReportsIT {

    private static final int MAX_BODY = 2_000_000;
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-20T10:05:06.7Z");

    private final OddServer server = new OddServer();
    private final OddServer other = new OddServer();
    private final AtomicInteger foreign = new AtomicInteger();
    private final MemoryBudget budget = new MemoryBudget(4L * MAX_BODY);
    private VonageReports reports = reports(server.url(), LONG, LONG);

    @AfterEach
    void close() {
        reports.close();
        server.close();
        other.close();
    }

    @Test
    void aPageIsOneAuthenticatedRequest() {
        server.answer = (request, response) ->
                response.header("Date", "Fri, 20 Nov 2026 10:06:00 GMT").sendString(Mono.just(Pages.records(1000)));
        Got got = (Got) page();
        assertThat(got.page().records()).hasSize(1000);
        assertThat(Objects.requireNonNull(got.date()).date()).isEqualTo("2026-11-20T10:06:00Z");
        assertThat(server.requests).singleElement().satisfies(asked -> {
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
        server.compress = false;
        server.answer = (request, response) -> OddServer.flushing(
                response.header("Date", "Fri, 20 Nov 2026 10:06:00 GMT"),
                Flux.concat(Mono.just(Pages.records(1)), rest.asMono()));
        MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(0));
        CompletableFuture<Answer> answer = reports.page(Pages.sms(), lease).toFuture();
        await().until(() -> budget.reservedBytes() > 0);
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
        server.compress = false;
        server.answer = (request, response) ->
                response.header("Content-Length", "" + body.length()).sendString(Mono.just(body));
        assertHoldsItsSize(body);
        server.answer = (request, response) -> response.sendString(Flux.fromArray(body.split("(?<=\n)")));
        assertHoldsItsSize(body);
        server.compress = true;
        assertHoldsItsSize(body);
    }

    @Test
    void aPageWaitsForMemoryWithoutLosingPatience() {
        reports = reports(server.url(), SHORT, SHORT.multipliedBy(2));
        server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1000)));
        MemoryBudget tight = new MemoryBudget(100);
        MemoryBudget.Lease holder = Objects.requireNonNull(tight.tryLease(0));
        MemoryBudget.Lease waiting = Objects.requireNonNull(tight.tryLease(0));
        holder.use(1000).block(); // it is the one page that may exceed the budget
        CompletableFuture<Answer> answer = reports.page(Pages.sms(), waiting).toFuture();
        await().during(SHORT.multipliedBy(4)).until(() -> !answer.isDone());
        holder.close();
        assertThat(answer).succeedsWithin(LONG).isInstanceOf(Got.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void silenceBeforeTheHeadIsATimeout() {
        reports = reports(server.url(), SHORT, LONG);
        server.answer = (request, response) -> Mono.never();
        assertFault(Fault.TIMEOUT, "the API was silent for 400 ms");
    }

    @Test
    void silenceWithinAPageCutsIt() {
        reports = reports(server.url(), SHORT, LONG);
        server.compress = false;
        server.answer = (request, response) ->
                OddServer.flushing(response, Flux.concat(Mono.just("{\"records\":["), Mono.never()));
        assertFault(Fault.CUT, "the API was silent for 400 ms");
    }

    @Test
    void aDripThatNeverEndsIsCut() {
        reports = reports(server.url(), LONG, SHORT);
        server.compress = false;
        server.answer = (request, response) -> OddServer.flushing(
                response,
                Flux.interval(Duration.ofMillis(20)).onBackpressureDrop().map(tick -> " "));
        assertFault(Fault.CUT, "the page took longer than 400 ms");
        await().until(() -> server.closedConnections.get() == 1);
    }

    @Test
    void aConnectionResetIsAFaultAndTheRequestIsNotRepeated() {
        server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1)));
        assertThat(page()).isInstanceOf(Got.class);
        server.answer = (request, response) -> OddServer.reset(request);
        assertFault(Fault.CONNECTION, "connection closed before the answer was whole");
        assertThat(server.requests).hasSize(2);
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

    /** What comes of an answer whose head has arrived when its connection breaks. */
    private Answer cut(int status) {
        Sinks.Empty<String> broken = Sinks.empty();
        server.compress = false;
        server.answer = (request, response) -> OddServer.flushing(
                response.status(status)
                        .header("Content-Length", "5000")
                        .header("Date", "Fri, 20 Nov 2026 10:06:00 GMT"),
                Flux.concat(Mono.just("{"), broken.asMono().doOnTerminate(() -> OddServer.reset(request))));
        try (MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(0))) {
            CompletableFuture<Answer> answer = reports.page(Pages.sms(), lease).toFuture();
            await().until(() -> budget.reservedBytes() > 0);
            broken.tryEmitEmpty();
            assertThat(answer).succeedsWithin(LONG);
            return answer.join();
        }
    }

    @Test
    void nobodyThereIsAFault() {
        URI gone = server.url();
        server.close();
        reports = reports(gone, LONG, LONG);
        assertFault(Fault.CONNECTION, "no connection");
    }

    @Test
    void compressedGarbageIsMalformed() {
        server.compress = false;
        server.answer = (request, response) ->
                response.header("Content-Encoding", "gzip").sendString(Mono.just(Pages.records(1)));
        assertFault(Fault.MALFORMED, "");
    }

    @Test
    void htmlIsMalformed() {
        server.answer = (request, response) -> response.sendString(Mono.just("<html>sentinel</html>"));
        assertFault(Fault.MALFORMED, "not JSON");
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.answer = (request, response) ->
                response.status(302).header("Location", other.url() + "/v2").send();
        assertFault(Fault.REDIRECT, "302");
        assertThat(other.requests).isEmpty();
    }

    @Test
    void aLinkToAnotherHostGivesItsCursorAndIsNotFollowed() {
        server.answer = (request, response) -> response.sendString(Mono.just(
                Pages.page("TRUNCATED", Pages.next(other.url() + "/v2/reports/records?cursor=c%2B&iv=i"), List.of())));
        Got first = (Got) page();
        server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(1)));
        assertThat(page(Pages.sms().next(Objects.requireNonNull(first.page().next()))))
                .isInstanceOf(Got.class);
        assertThat(server.requests.get(1).uri()).endsWith("&cursor=c%2B&iv=i");
        assertThat(other.requests).isEmpty();
        assertThat(foreign).hasValue(1);
    }

    @Test
    void anAnnouncedSizeAboveTheLimitIsNotRead() {
        server.compress = false;
        server.answer = (request, response) -> response.header("Content-Length", "" + (MAX_BODY + 1))
                .sendString(Flux.concat(Mono.just("x"), Mono.never()));
        assertThat(page()).isEqualTo(new TooLarge(MAX_BODY, null));
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aBodyWithoutEndIsReadToTheLimitOnly() {
        AtomicLong sent = new AtomicLong();
        String chunk = " ".repeat(64 * 1024);
        for (boolean compress : new boolean[] {false, true}) {
            server.compress = compress;
            server.answer = (request, response) -> response.sendString(
                    Flux.<String>generate(sink -> sink.next(chunk)).doOnNext(c -> sent.addAndGet(c.length())));
            assertThat(page()).isInstanceOf(TooLarge.class);
        }
        await().until(() -> server.closedConnections.get() == 2);
        long atTheEnd = sent.get();
        await().during(SHORT).until(() -> sent.get() == atTheEnd);
    }

    @Test
    void statusesMeanWhatTheTableSays() {
        server.answer =
                (request, response) -> response.status(422).sendString(Mono.just("{\"title\":\"Invalid filter\"}"));
        assertThat(((Refused) page()).sentence()).endsWith("(Invalid filter)");
        assertThat(page(Pages.sms().next(new Cursor("c", "i")))).isInstanceOf(CursorRefused.class);
        server.answer = (request, response) ->
                response.status(429).header("Retry-After", "3").send();
        assertThat(((Throttled) page()).pause()).isEqualTo(Duration.ofSeconds(3));
        server.answer = (request, response) ->
                response.status(500).sendString(Flux.range(0, 1000).map(i -> "x".repeat(1024)));
        assertFault(Fault.SERVER_ERROR, "500: the API has an internal problem");
    }

    @Test
    void aLookUpNamesWhatItFindsAndMisses() {
        server.answer = (request, response) -> response.sendString(
                Mono.just(Pages.page("SUCCESS", "\"ids_not_found\":\"b,c\",", List.of(Pages.record(1)))));
        LookUp found = Objects.requireNonNull(
                reports.lookUp(Pages.stream("SMS", Direction.OUTBOUND, "id"), List.of("a", "b", "c"))
                        .block(LONG));
        assertThat(found.missing()).containsExactly("b", "c");
        assertThat(server.requests.get(0).uri())
                .isEqualTo("/v2/reports/records?product=SMS&account_id=abcd1234&direction=outbound&id=a%2Cb%2Cc");
        assertThatThrownBy(() -> reports.lookUp(Pages.sms().stream(), List.of()).block(LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLookUpThatIsRefusedSaysSo() {
        server.answer = (request, response) -> response.status(403).send();
        LookUp refused = Objects.requireNonNull(
                reports.lookUp(Pages.sms().stream(), List.of("a")).block(LONG));
        assertThat(refused.page()).isNull();
        assertThat(refused.failure()).isInstanceOf(Refused.class);
    }

    @Test
    void greetingAsksForTheLastSecondOfTheFreeProduct() {
        server.answer = (request, response) -> response.sendString(Mono.just(Pages.records(0)));
        assertThat(reports.greet("sub12345").block(LONG)).isInstanceOf(Got.class);
        assertThat(server.requests.get(0).uri())
                .isEqualTo("/v2/reports/records?product=REPORTS-USAGE&account_id=sub12345"
                        + "&date_start=2026-11-20T10%3A05%3A05Z&date_end=2026-11-20T10%3A05%3A06Z");
    }

    @Test
    void whatIsCancelledGivesItsMemoryAndConnectionBack() {
        server.compress = false;
        server.answer = (request, response) ->
                OddServer.flushing(response, Flux.concat(Mono.just("x".repeat(100_000)), Mono.never()));
        MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(0));
        reactor.core.Disposable reading = reports.page(Pages.sms(), lease).subscribe();
        await().until(() -> budget.reservedBytes() == 100_000);
        reading.dispose();
        lease.close();
        assertThat(budget.reservedBytes()).isZero();
        await().until(() -> server.closedConnections.get() == 1);
    }

    private void assertHoldsItsSize(String body) {
        MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(1_500_000));
        Got got = (Got) Objects.requireNonNull(reports.page(Pages.sms(), lease).block(LONG));
        assertThat(got.page().body()).isEqualTo(Pages.bytes(body));
        assertThat(budget.reservedBytes()).isEqualTo(body.length());
        lease.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    private void assertFault(Fault fault, String words) {
        assertThat(page()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.sentence()).contains(words).doesNotContain("sentinel");
        });
    }

    private Answer page() {
        return page(Pages.sms());
    }

    private Answer page(PageRequest request) {
        try (MemoryBudget.Lease lease = Objects.requireNonNull(budget.tryLease(0))) {
            return Objects.requireNonNull(reports.page(request, lease).block(LONG));
        }
    }

    private VonageReports reports(URI url, Duration silence, Duration whole) {
        VonageSettings settings =
                new VonageSettings(url, "abcd1234", "s?e>c?r>et", LONG, silence, whole, MAX_BODY, true, null, null);
        return new VonageReports(settings, "test", false, foreign::incrementAndGet, InstantSource.fixed(NOW));
    }
}
