package io.cdrstream.flow;

import io.cdrstream.sink.RecordAgain;
import io.cdrstream.sink.Tasks;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What all tasks of an ingestor share. */
record FlowParts(
        Map<String, Poller> byCredential,
        Ledgers ledgers,
        Tasks tasks,
        RecordAgain again,
        Duration interval,
        Timekeeper time,
        FlowListener listener) {

    Collection<Poller> pollers() {
        return byCredential.values();
    }

    /** Nothing is paid for with any credential until the holder lets go. */
    void holdCaps(Object holder) {
        pollers().forEach(poller -> poller.allowance().hold(holder));
    }

    void letCapsGo(Object holder) {
        pollers().forEach(poller -> poller.allowance().letGo(holder));
    }

    Optional<Poller> poller(String credential) {
        return Optional.ofNullable(byCredential.get(credential));
    }
}
