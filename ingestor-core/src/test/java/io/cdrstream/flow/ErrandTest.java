package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.PageRequest;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.sink.kafka.Pages;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Throttled;
import io.cdrstream.source.MemoryBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class ErrandTest {

    private static final int BUDGET = 5;
    private static final int SECONDS = 60;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final CdrStream FREE = stream("REPORTS-USAGE");

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final Timekeeper time =
            new Timekeeper(scheduler, () -> scheduler.now(TimeUnit.NANOSECONDS), new ApiClock(Pages.START, 0, 1));
    private final Credential credential = new Credential("abcd1234", BUDGET, 12, BigDecimal.TEN, BigDecimal.ONE);
    private final Allowance allowance = new Allowance(credential, time, new FlowListener() {});
    private final MemoryBudget memory = new MemoryBudget(1);
    private final List<Long> errands = new ArrayList<>();
    private final List<Long> all = new ArrayList<>();
    private Answer answer = new Answer.CursorRefused("whatever", null);
    private final Errand errand = new Errand(
            new OnlyPages(request -> {
                errands.add(time.nanos());
                all.add(time.nanos());
                return answer;
            }),
            allowance,
            memory,
            time);

    @Test
    void errandsAndPollingTogetherStayBelowTheBudgetAndNeitherStarves() {
        allowance.restore(0, 1, List.of());
        errand.answer(request()).repeat().subscribe();
        for (int ms = 0; ms < SECONDS * 1000; ms += 5) {
            scheduler.advanceTimeBy(Duration.ofMillis(5));
            if (allowance.allows()) { // polling that always has something to ask
                allowance.send().left();
                allowance.settled();
                all.add(time.nanos());
            }
        }
        for (int i = BUDGET; i < all.size(); i++) {
            assertThat(all.get(i) - all.get(i - BUDGET)).as("request %s", i).isGreaterThan(SECOND);
        }
        assertThat(errands).hasSizeGreaterThan(SECONDS * BUDGET / 4);
        assertThat(all.size() - errands.size()).isGreaterThan(SECONDS * BUDGET / 4);
        assertThat(allowance.inFlight()).as("places that errands take").isZero();
    }

    @Test
    void a429PausesWhatWaitsForItsTurnAlready() {
        errand.answer(request()).subscribe();
        scheduler.advanceTimeBy(Duration.ofMillis(290));
        allowance.send().left(); // the turn that it leaves to the polling
        scheduler.advanceTimeBy(Duration.ofMillis(20));
        assertThat(allowance.untilNext()).as("its own turn is reserved").isGreaterThan(Duration.ofMillis(200));
        allowance.throttled(Duration.ofSeconds(15));

        scheduler.advanceTimeBy(Duration.ofSeconds(14));
        assertThat(errands).isEmpty();
        scheduler.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(errands).hasSize(1);
    }

    @Test
    void a429ToAnErrandSlowsThePollingToo() {
        answer = new Throttled(Duration.ofSeconds(20), null);
        errand.answer(request()).subscribe();
        scheduler.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(allowance.untilNext()).isGreaterThan(Duration.ofSeconds(19));
        assertThat(allowance.requestsPerSecond()).isLessThan(BUDGET);
    }

    @Test
    void itComesAfterPagesThatWaitForMemoryAndGivesItsOwnBack() {
        MemoryBudget.Lease page = memory.tryLease(1);
        MemoryBudget.Lease privileged = memory.tryLease(0);
        MemoryBudget.Lease waiting = memory.tryLease(0);
        privileged.use(1).subscribe();
        waiting.use(1).subscribe();
        errand.answer(request()).subscribe();
        scheduler.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(errands).isEmpty();

        page.close();
        privileged.close();
        waiting.close();
        scheduler.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(errands).hasSize(1);
        assertThat(memory.reservedBytes()).isZero();
    }

    @Test
    void whatIsChargedIsNoErrand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errand.answer(new PageRequest(stream("SMS"), Pages.hour(0), null)))
                .withMessageContaining("abcd1234/SMS");
    }

    private static PageRequest request() {
        return new PageRequest(FREE, Pages.hour(0), null);
    }

    private static CdrStream stream(String product) {
        return new CdrStream(
                StreamId.of("abcd1234", product, null),
                "abcd1234",
                ProductCatalogue.find(product),
                Map.of(),
                "id",
                "none",
                Duration.ZERO,
                null,
                null);
    }
}
