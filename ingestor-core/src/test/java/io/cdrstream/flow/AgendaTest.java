package io.cdrstream.flow;

import io.cdrstream.model.Credential;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.source.MemoryBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class AgendaTest {

    @Test
    void aDefectInThePlanningEndsThePollingAndIsNotSilent() {
        VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
        Timekeeper time = new Timekeeper(scheduler, () -> 0, new ApiClock(Instant.EPOCH, 0, 1));
        Credential credential = new Credential("key", 1000, 12, BigDecimal.TEN, BigDecimal.ZERO);
        Allowance allowance = new Allowance(credential, time, new FlowListener() {});
        Agenda agenda = new Agenda(new PollOrder(12), allowance, new MemoryBudget(64 << 20), time);

        StepVerifier.create(agenda.tickets())
                .then(() -> scheduler.advanceTimeBy(Duration.ofSeconds(1)))
                .then(() -> agenda.add(Collections.singletonList(null)))
                .expectError(NullPointerException.class)
                .verify(Duration.ofSeconds(10));
    }
}
