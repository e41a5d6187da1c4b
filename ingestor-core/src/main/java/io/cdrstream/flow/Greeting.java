package io.cdrstream.flow;

import io.cdrstream.model.Credential;
import io.cdrstream.source.Answer;
import io.cdrstream.source.Answer.Failed;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Learns the API's time, without a fee, before anything is planned by it; waits for the API if need be. Answers without
 * a date, if it should come to that, leave us with our own clock.
 */
final class Greeting {

    private static final Duration BETWEEN_GREETINGS = Duration.ofMillis(250);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
    private static final int MOST_UNDATED = 3;
    private static final int MOST_CONTRADICTING = 12;

    private final Map<String, ReportsSource> sources;
    private final Timekeeper time;
    private final FlowListener listener;
    private int undated;
    private int contradicting;

    /** @param sources by the key of their credential */
    Greeting(Map<String, ReportsSource> sources, Timekeeper time, FlowListener listener) {
        this.sources = sources;
        this.time = time;
        this.listener = listener;
    }

    /** Asks with one credential after the other, over and over, until there is a time to plan by. */
    Mono<Void> untilTimeIsKnown(Collection<Credential> credentials) {
        return Flux.fromIterable(credentials)
                .repeat()
                .concatMap(this::greet, 1)
                .filter(this::isEnough)
                .next()
                .then();
    }

    private Mono<Answer> greet(Credential credential) {
        @Nullable ReportsSource source = sources.get(credential.key());
        return source == null
                ? Mono.empty()
                : source.greet(credential.key()).flatMap(answer -> greeted(credential, answer));
    }

    private Mono<Answer> greeted(Credential credential, Answer answer) {
        time.observe(answer.date());
        if (answer instanceof Failed failed) {
            listener.unreachable(credential.key(), failed.sentence());
        } else if (!time.clock().isTrusted() && ++contradicting % MOST_CONTRADICTING == 0) {
            listener.unreachable(credential.key(), "the times that its answers tell contradict each other");
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
