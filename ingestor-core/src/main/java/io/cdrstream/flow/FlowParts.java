package io.cdrstream.flow;

import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.Tasks;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * What all tasks of an ingestor share.
 *
 * @param timeKnown completes when there is an API time to plan by
 */
record FlowParts(
        Map<String, Poller> byCredential,
        Ledgers ledgers,
        Tasks tasks,
        RecordAgain again,
        Mono<Void> timeKnown,
        Duration interval,
        Timekeeper time,
        FlowListener listener) {

    Collection<Poller> pollers() {
        return byCredential.values();
    }

    Optional<Poller> poller(String credential) {
        return Optional.ofNullable(byCredential.get(credential));
    }
}
