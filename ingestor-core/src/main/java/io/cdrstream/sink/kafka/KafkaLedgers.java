package io.cdrstream.sink.kafka;

import io.cdrstream.event.avro.Framings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored.DayBill;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;

/** Makes the ledgers of sessions, and reads what all of them have paid for: what the flow asks for. */
public final class KafkaLedgers {

    private final KafkaSettings settings;
    private final Framings framings;
    private final InstantSource clock;
    private final ProducerSupply producers;

    /** @param framings how Avro values say which schema wrote them */
    public KafkaLedgers(KafkaSettings settings, Framings framings, InstantSource clock, KafkaWatcher watcher) {
        this.settings = settings;
        this.framings = framings;
        this.clock = clock;
        this.producers = new ProducerSupply(watcher);
    }

    /**
     * A ledger for one session of a task, not opened yet.
     *
     * @param streams the configured streams for which {@link TaskOf#stream} says {@code task}
     */
    public Ledger session(int task, List<CdrStream> streams, Instant now) {
        TaskScope scope = new TaskScope(settings, task, List.copyOf(streams), framings, now, clock);
        return new KafkaLedger(scope, producers, Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "ledger-" + task);
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** What every task has committed. */
    public Mono<Map<Integer, List<DayBill>>> bills() {
        return OwnThread.call("bills", new CommittedProgress(settings, List.of())::billsByTask);
    }
}
