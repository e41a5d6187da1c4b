package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.BadRecord;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Page;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.Progress;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.Answer.Fault;
import io.cdrstream.source.Answer.Got;
import io.cdrstream.source.MemoryBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** One stream, whose answers are of no use. */
class PollerTest {

    /** Of a million records a day, and one more. */
    private static final long CAP_OF_A_MINUTE = 695;

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final CdrStream stream = Pages.stream("cdr.sms");
    private final List<DayBill> stored = new ArrayList<>();
    private final HeldPages held = HeldBy.task(0);
    private int asked;

    @Test
    void whatAnAnswerThatWasCutMayHaveCostIsStored() {
        Session session = poll(Fault.CUT, Mono.empty());
        assertThat(asked).isGreaterThan(1);
        assertThat(stored)
                .hasSize(asked)
                .first()
                .isEqualTo(DayBill.suspect(
                        stream.credential(), LocalDate.ofInstant(Pages.START, ZoneOffset.UTC), CAP_OF_A_MINUTE));
        assertThat(session.isOver()).isFalse();
    }

    @Test
    void whatAPageHasCostThatIsAskedForAgainIsStored() {
        BadRecord bad = new BadRecord(0, 0, 1, BadRecord.UNREADABLE);
        poll(
                request ->
                        new Got(new Page(request, new byte[1], List.of(), List.of(bad, bad), null, Pages.START), null),
                Mono.empty());
        assertThat(asked).isEqualTo(4);
        assertThat(stored).as("all but the last").extracting(DayBill::records).containsExactly(2L, 2L, 2L);
    }

    @Test
    void anAnswerWithoutRoomForRecordsCostsNothing() {
        poll(request -> Failed.malformed("not JSON", null, new byte[46]), Mono.empty());
        poll(request -> Failed.malformed("not JSON", null, new byte[120]), Mono.empty());
        assertThat(asked).isGreaterThan(2);
        assertThat(stored).isNotEmpty().allMatch(bill -> bill.records() == 2);
    }

    @Test
    void aPageThatContradictsItselfCostsItsRecords() {
        poll(request -> Failed.contradictory("the API repeated the cursor", null, 900), Mono.empty());
        assertThat(asked).isGreaterThan(1);
        assertThat(stored).isNotEmpty().allMatch(bill -> bill.records() == 900);
    }

    @Test
    void anAnswerThatNeverBeganCostsNothing() {
        poll(Fault.CONNECTION, Mono.empty());
        assertThat(asked).isGreaterThan(1);
        assertThat(stored).isEmpty();
    }

    @Test
    void whatASessionCannotStoreEndsItAndIsStoredByTheNext() {
        Session session = poll(Fault.CUT, Mono.error(new SessionLost(Meaning.FENCED, "fenced", null)));
        assertThat(asked).isOne();
        assertThat(session.isOver()).isTrue();
        for (int lost = 0; lost < 3; lost++) {
            session(Mono.error(new SessionLost(Meaning.RETRY, "no luck", null)));
        }
        stored.clear();
        session(Mono.empty());
        assertThat(stored).as("once").extracting(DayBill::records).containsExactly(CAP_OF_A_MINUTE);
    }

    @Test
    void whatIsOwedIsStoredBeforeASessionStops() {
        Session session = session(Mono.empty());
        held.owed().add(0, DayBill.suspect(stream.credential(), LocalDate.EPOCH, 7));
        session.stop().subscribe();
        scheduler.advanceTime();
        assertThat(stored).extracting(DayBill::records).containsExactly(7L);
        assertThat(session.isOver()).isTrue();
    }

    /** One that reads nothing, as a task runs it. */
    private Session session(Mono<Void> storing) {
        Session session = new Session(0, new Charged(storing), held, time(), new FlowListener() {});
        Mono<Void> chores = session.chores((request, record, at) -> {
            throw new UnsupportedOperationException("there are no dead letters");
        });
        Mono.firstWithSignal(session.end(), chores).onErrorComplete().subscribe();
        scheduler.advanceTimeBy(Duration.ofSeconds(10));
        return session;
    }

    private Timekeeper time() {
        return new Timekeeper(
                scheduler,
                () -> scheduler.now(TimeUnit.NANOSECONDS),
                new ApiClock(Pages.START.plus(Duration.ofHours(3)), 0, 1));
    }

    private Session poll(Fault fault, Mono<Void> storing) {
        return poll(request -> new Failed(fault, "it failed", null), storing);
    }

    private Session poll(Function<PageRequest, Answer> answers, Mono<Void> storing) {
        Timekeeper time = time();
        FlowListener nobody = new FlowListener() {};
        Credential credential =
                new Credential(stream.credential(), 8, 12, BigDecimal.valueOf(1_000_000), BigDecimal.ONE);
        Allowance allowance = new Allowance(credential, time, nobody);
        allowance.restore(0, 1, List.of());
        Agenda agenda = new Agenda(new PollOrder(12), allowance, new MemoryBudget(1 << 20), time);
        OnlyPages api = new OnlyPages(request -> {
            asked++;
            return answers.apply(request);
        });
        Session session = new Session(0, new Charged(storing), held, time, nobody);
        StreamReader reader = new StreamReader(
                stream,
                Progress.begin(stream.id(), Pages.START, 1),
                List.of(),
                Duration.ofSeconds(10),
                new Condition(stream, 0),
                time.nanos(),
                nobody);
        new Poller(credential, api, allowance, agenda, time, nobody).poll().subscribe();
        agenda.add(List.of(new Session.Reading(session, reader)));
        scheduler.advanceTimeBy(Duration.ofSeconds(20));
        return session;
    }

    private final class Charged extends NoLedger {

        private final Mono<Void> storing;

        Charged(Mono<Void> storing) {
            this.storing = storing;
        }

        @Override
        public Mono<Void> charge(DayBill charge) {
            stored.add(charge);
            return storing;
        }
    }
}
