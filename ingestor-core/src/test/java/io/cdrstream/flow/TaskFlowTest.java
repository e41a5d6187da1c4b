package io.cdrstream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.model.CdrStream;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.plan.Backoff;
import io.cdrstream.sink.Restored;
import io.cdrstream.sink.SessionLost;
import io.cdrstream.sink.SessionLost.Meaning;
import io.cdrstream.sink.kafka.Pages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class TaskFlowTest {

    private static final Duration LONGEST = Backoff.SESSION.longest();

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final List<Duration> lost = new ArrayList<>();
    private final List<Duration> broken = new ArrayList<>();
    private int sessions;

    @Test
    void aBrokenSessionIsSaidToBeOneAndTriedAgainAtTheLongestPauseOnly() {
        run(Meaning.BROKEN);

        scheduler.advanceTimeBy(LONGEST.multipliedBy(2));

        assertThat(broken).containsExactly(LONGEST, LONGEST, LONGEST);
        assertThat(lost).isEmpty();
    }

    @Test
    void aLostSessionIsTriedAgainAtOnceAndThenLessAndLessOften() {
        run(Meaning.RETRY);

        scheduler.advanceTimeBy(LONGEST.multipliedBy(2));

        assertThat(lost).hasSizeGreaterThan(5);
        assertThat(lost.get(0)).isLessThanOrEqualTo(Backoff.SESSION.first());
        assertThat(broken).isEmpty();
    }

    /** A session would fence whoever the group gives the task to next. */
    @Test
    void aTaskThatIsTakenAwayWhileItWaitsOpensNoSession() {
        Sinks.Empty<Void> earlierIsClosed = Sinks.empty();
        TaskFlow flow = flow(Meaning.BROKEN, earlierIsClosed.asMono());
        flow.run().subscribe();
        flow.abandon().subscribe();
        earlierIsClosed.tryEmitEmpty();
        scheduler.advanceTimeBy(LONGEST);

        assertThat(sessions).isZero();
        assertThat(flow.closed().toFuture()).isCompleted();
    }

    private void run(Meaning meaning) {
        flow(meaning, Mono.empty()).run().subscribe();
        scheduler.advanceTime();
    }

    private TaskFlow flow(Meaning meaning, Mono<Void> after) {
        CdrStream stream = Pages.stream("cdr.sms");
        Timekeeper time =
                new Timekeeper(scheduler, () -> scheduler.now(TimeUnit.NANOSECONDS), new ApiClock(Pages.START, 0, 1));
        FlowParts parts = new FlowParts(
                Map.of(),
                new LedgersOf(
                        task -> {
                            sessions++;
                            return new Closed(meaning);
                        },
                        Mono.just(Map.of())),
                new StillTasks(1),
                (request, record, at) -> {
                    throw new UnsupportedOperationException("there are no dead letters");
                },
                Duration.ofSeconds(10),
                time,
                new FlowListener() {
                    @Override
                    public void sessionLost(int task, String sentence, Duration pause) {
                        lost.add(pause);
                    }

                    @Override
                    public void sessionBroken(int task, String sentence, Duration pause) {
                        broken.add(pause);
                    }
                });
        return new TaskFlow(0, Map.of(stream, new Condition(stream, 0)), parts, HeldBy.task(0), after);
    }

    /** Cannot be opened. */
    private static final class Closed extends NoLedger {

        private final Meaning meaning;

        Closed(Meaning meaning) {
            this.meaning = meaning;
        }

        @Override
        public Mono<Restored> open() {
            return Mono.error(new SessionLost(meaning, "closed", null));
        }
    }
}
