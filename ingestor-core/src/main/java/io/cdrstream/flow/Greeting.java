package io.cdrstream.flow;

import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import java.time.Duration;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Learns the API's time, without a fee, before anything is planned by it; waits for the API if need be. Answers without
 * a date, if it should come to that, leave us with our own clock.
 *
 * <p>Begins when the group has given us a task, and at the pace of its part of the budget: the other instances have
 * given that part up by then.
 */
final class Greeting {

    private static final Duration BETWEEN_GREETINGS = Duration.ofMillis(250);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
    private static final int MOST_UNDATED = 3;
    private static final int MOST_CONTRADICTING = 12;

    private final Collection<Poller> pollers;
    private final Timekeeper time;
    private final FlowListener listener;
    private int undated;
    private int contradicting;

    Greeting(Collection<Poller> pollers, Timekeeper time, FlowListener listener) {
        this.pollers = pollers;
        this.time = time;
        this.listener = listener;
    }

    /** Asks with one credential after the other, over and over, until there is a time to plan by. */
    Mono<Void> untilTimeIsKnown() {
        return Flux.fromIterable(pollers)
                .repeat()
                .concatMap(poller -> poller.greet().flatMap(answer -> greeted(poller.key(), answer)), 1)
                .filter(this::isEnough)
                .next()
                .then()
                .cache();
    }

    private Mono<Answer> greeted(String credential, Answer answer) {
        time.observe(answer.date());
        if (answer instanceof Failed failed) {
            listener.unreachable(credential, failed.sentence());
        } else if (!time.clock().isTrusted() && ++contradicting % MOST_CONTRADICTING == 0) {
            listener.unreachable(credential, "the times that its answers tell contradict each other");
        }
        Duration pause = answer.date() == null ? BETWEEN_ATTEMPTS : BETWEEN_GREETINGS;
        return time.pause(pause).thenReturn(answer);
    }

    private boolean isEnough(Answer answer) {
        boolean isUndated = answer.date() == null && !(answer instanceof Failed);
        undated += isUndated ? 1 : 0;
        return time.clock().isTrusted() || isUndated && undated >= MOST_UNDATED;
    }
}
