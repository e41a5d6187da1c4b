package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Progress;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.MemoryBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Two tasks of ours of three of one credential: the first is open at once, the second, which may have spent the cap,
 * later; and Kafka says later still what the third has spent.
 */
class AwaitedBillsTest {

    private static final int CAP = 6_000;
    private static final LocalDate TODAY = LocalDate.ofInstant(Pages.START, ZoneOffset.UTC);

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final Timekeeper time =
            new Timekeeper(scheduler, () -> scheduler.now(TimeUnit.NANOSECONDS), new ApiClock(Pages.START, 0, 1));
    private final CdrStream stream = Pages.stream("cdr.sms");
    private final Credential credential =
            new Credential(stream.credential(), 8, 12, BigDecimal.valueOf(CAP), BigDecimal.ONE);
    private final List<String> told = new ArrayList<>();
    private final FlowListener listener = new FlowListener() {
        @Override
        public void spent(String credential, LocalDate day, long today) {
            told.add("spent " + today);
        }

        @Override
        public void billsUnknown(String sentence) {
            told.add("unknown: " + sentence);
        }

        @Override
        public void capped(String credential, long records, LocalDate day) {
            told.add("capped at " + records);
        }
    };
    private final Allowance allowance = new Allowance(credential, time, listener);
    private final Sinks.One<Restored> opening = Sinks.one();
    private final Sinks.One<Map<Integer, List<DayBill>>> committed = Sinks.one();

    @BeforeEach
    void bothAreAssigned() {
        List<TaskFlow> flows = List.of(flow(0, Map.of()), flow(1, Map.of(stream, new Condition(stream, 1))));
        flows.forEach(TaskFlow::holdCaps);
        flows.forEach(flow -> flow.run().subscribe());
        scheduler.advanceTimeBy(Duration.ofSeconds(2));
    }

    @Test
    void nothingIsPaidForUntilEveryTaskSaysWhatItHasPaidFor() {
        assertThat(allowance.allows()).isFalse();

        restored(CAP);
        assertThat(allowance.allows()).isFalse();
        assertThat(told).containsExactly("spent 0", "spent " + CAP, "capped at " + CAP);
    }

    @Test
    void whatIsLeftMayBeSpentThen() {
        restored(CAP - 2); // two thirds of 2
        assertThat(allowance.allows()).isTrue();
    }

    @Test
    void nothingIsPaidForUntilTheOthersAreKnown() {
        restored(0);
        lookAtBills();
        assertThat(allowance.allows()).isFalse();

        committed.tryEmitValue(Map.of(0, List.of(), 2, List.of(bill(CAP - 2))));
        scheduler.advanceTime();
        assertThat(allowance.allows()).isTrue();
        assertThat(told).doesNotContain("spent " + (CAP - 2));
    }

    @Test
    void whatOthersHaveSpentIsNotSpentOnceMore() {
        restored(1);
        lookAtBills();
        committed.tryEmitValue(Map.of(1, List.of(bill(1)), 2, List.of(bill(CAP - 1))));
        scheduler.advanceTime();
        assertThat(allowance.allows()).isFalse();
        assertThat(allowance.isCapped()).isTrue();
    }

    @Test
    void aKafkaThatDoesNotSayItHoldsUpNobody() {
        restored(0);
        lookAtBills();
        committed.tryEmitError(new IllegalStateException("no answer"));
        assertThat(allowance.allows()).isFalse();

        scheduler.advanceTimeBy(Duration.ofMinutes(2));
        assertThat(allowance.allows()).isTrue();
        assertThat(told).endsWith("unknown: no answer");
    }

    @Test
    void aTaskThatCannotBeOpenedHoldsUpNobody() {
        fail(Meaning.BROKEN);
        assertThat(allowance.allows()).isTrue();
    }

    @Test
    void aTaskThatFailsToOpenIsWaitedFor() {
        fail(Meaning.RETRY);
        scheduler.advanceTimeBy(Duration.ofSeconds(50));
        assertThat(allowance.allows()).isFalse();
    }

    private void fail(Meaning meaning) {
        opening.tryEmitError(new SessionLost(meaning, "cannot be opened", null));
        scheduler.advanceTimeBy(Duration.ofMillis(1));
    }

    private void restored(long records) {
        Progress begun = Progress.begin(stream.id(), Pages.START, 1);
        opening.tryEmitValue(new Restored(Map.of(stream.id(), begun), List.of(bill(records))));
        scheduler.advanceTimeBy(Duration.ofMillis(1));
    }

    private DayBill bill(long records) {
        return new DayBill(credential.key(), stream.id().source(), TODAY, records, 1);
    }

    private void lookAtBills() {
        LookAtBills look = new LookAtBills(parts());
        look.holdCaps();
        look.atMost(Duration.ofMinutes(1)).subscribe();
    }

    private TaskFlow flow(int task, Map<CdrStream, Condition> streams) {
        return new TaskFlow(task, streams, parts(), HeldBy.task(task), Mono.empty());
    }

    private FlowParts parts() {
        MemoryBudget memory = new MemoryBudget(1);
        Agenda agenda = new Agenda(new PollOrder(credential.inFlight()), allowance, memory, time);
        OnlyPages nothing = new OnlyPages(request -> {
            throw new UnsupportedOperationException("nobody polls");
        });
        Poller poller = new Poller(credential, nothing, allowance, agenda, time, listener);
        return new FlowParts(
                Map.of(credential.key(), poller),
                new LedgersOf(task -> new Opening(opening.asMono()), committed.asMono()),
                new StillTasks(3),
                (request, record, at) -> {
                    throw new UnsupportedOperationException("there are no dead letters");
                },
                Duration.ofSeconds(10),
                time,
                listener);
    }

    private static final class Opening extends NoLedger {

        private final Mono<Restored> opened;

        Opening(Mono<Restored> opened) {
            this.opened = opened;
        }

        @Override
        public Mono<Restored> open() {
            return opened;
        }
    }
}
