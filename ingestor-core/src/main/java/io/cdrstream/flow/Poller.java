package io.cdrstream.flow;

import io.cdrstream.flow.Agenda.Ticket;
import io.cdrstream.flow.PollOrder.Turn;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The main flow: how every CDR of a credential travels.
 *
 * <pre>
 *   agenda ── ticket ──▶ source ── page ──▶ reader ── page ──▶ ledger ── committed ──▶ watermark
 *     ▲                                       │                                          │
 *     └───────────── next cursor ─────────────┴────────────── place in flight ───────────┘
 * </pre>
 *
 * <p>A ticket keeps its place in flight until its page is committed. That one bound is the back-pressure from Kafka to
 * the API, and it limits what a crash can cost: no more pages than places are paid for and not yet durable.
 */
final class Poller {

    private static final int FULL_PAGE = 1000;

    private final Credential credential;
    private final ReportsSource source;
    private final Allowance allowance;
    private final Agenda agenda;
    private final Timekeeper time;
    private final FlowListener listener;

    Poller(
            Credential credential,
            ReportsSource source,
            Allowance allowance,
            Agenda agenda,
            Timekeeper time,
            FlowListener listener) {
        this.credential = credential;
        this.source = source;
        this.allowance = allowance;
        this.agenda = agenda;
        this.time = time;
        this.listener = listener;
    }

    /** Polls until cancelled. */
    Flux<Void> poll() {
        return agenda.tickets() // 1. which stream and slice is next, when allowance and memory permit
                .flatMap(this::take, credential.inFlight(), 1)
                .checkpoint("credential " + credential.key());
    }

    private Mono<Void> take(Ticket ticket) {
        Turn turn = ticket.turn();
        turn.session().begin();
        return turn.session()
                .held() // 2. one request to the API, or the page a lost session left behind
                .answer(turn.request(), ticket.place(), place -> ask(turn, place))
                .publishOn(time.planning())
                .filterWhen(answer -> accept(turn, answer)) // 3. what the answer means for the stream
                .cast(Got.class)
                .flatMap(got -> turn.session().commit(turn.reader(), got.page())) // 4. events and progress, durable
                .then()
                .publishOn(time.planning())
                .onErrorResume(turn.session()::failed) // the session's owner recovers; nobody else
                .doFinally(signal -> settle(turn)); // 5. the next one may go
    }

    private Mono<Answer> ask(Turn turn, Place place) {
        PageRequest request = turn.request();
        long asked = time.nanos();
        return source.page(request, place.memory(), place.departure()::left)
                .onErrorResume(e -> Mono.just(unexpected(e)))
                .map(answer -> observed(turn, answer, asked))
                .doOnNext(answer -> listener.answered(request, answer, Duration.ofNanos(time.nanos() - asked)))
                .publishOn(time.planning())
                .flatMap(answer -> allow(turn, answer).thenReturn(answer));
    }

    private static Failed unexpected(Throwable error) {
        return new Failed(Fault.CONNECTION, "unexpected: " + error.getClass().getName(), null);
    }

    /**
     * Learns the time from the answer, and puts a page down to the bill: the API has charged for it, whatever follows.
     *
     * @param asked when the request was sent: what shows after that may be missing from the page, so it is no older
     *     (I5)
     */
    private Answer observed(Turn turn, Answer answer, long asked) {
        time.observe(answer.date());
        listener.clockOffset(credential.key(), time.clock().offset());
        if (!(answer instanceof Got got)) {
            return answer;
        }
        Page page = got.page().at(time.apiTime(asked)); // one wrong time in one answer must not move the bill's day
        allowance.bill(turn.session().task(), page);
        return new Got(page, got.date());
    }

    /**
     * What the answer means for the allowance; once for each request, whichever sessions wait for it. Where there is no
     * page, the API may have charged for one: in full if it was too large, else for as many records as could be
     * counted, or as its stream lets expect and there was room for. Of a stream of which nothing is known no more is
     * expected than what would spend the cap in a day. That is stored first.
     */
    private Mono<Void> allow(Turn turn, Answer answer) {
        if (answer instanceof Got got) {
            agenda.arrived(got.page().body().length);
        } else if (answer instanceof Throttled throttled) {
            allowance.throttled(throttled.pause() == null ? Duration.ZERO : throttled.pause());
        } else if (!turn.request().stream().product().isFree()) {
            long suspected = suspected(turn, answer, allowance.capPerSecond());
            Session session = turn.session();
            return suspected == 0 ? Mono.empty() : session.charge(allowance.suspect(session.task(), suspected));
        }
        return Mono.empty();
    }

    private static long suspected(Turn turn, Answer answer, double unknown) {
        if (answer instanceof Failed failed && (failed.isSuspect() || failed.fault() == Fault.TIMEOUT)) {
            long expected = Math.max(1, turn.reader().expectedRecords(turn.request(), unknown));
            return Math.min(Math.max(Math.min(expected, failed.most()), failed.least()), FULL_PAGE);
        }
        return answer.isSuspect() ? FULL_PAGE : 0;
    }

    /** Tells the reader; whether there is a page to commit. */
    private Mono<Boolean> accept(Turn turn, Answer answer) {
        Session session = turn.session();
        if (session.isOver()) {
            return Mono.just(false); // its page is held for the next session
        }
        if (turn.reader().answered(turn.request(), answer, time.nanos())) {
            return Mono.just(true);
        }
        return answer instanceof Got got ? unused(session, got.page()).thenReturn(false) : Mono.just(false);
    }

    /** A page that is not wanted was paid for nevertheless. */
    private static Mono<Void> unused(Session session, Page page) {
        session.held().release(page);
        return page.billedRecords() == 0 ? Mono.empty() : session.charge(DayBill.unused(page));
    }

    private void settle(Turn turn) {
        turn.session().settle();
        agenda.lookAgain();
    }

    Allowance allowance() {
        return allowance;
    }

    Agenda agenda() {
        return agenda;
    }
}
