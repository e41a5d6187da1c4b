package io.cdrstream.sink.kafka;

import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;

/** Makes the ledger of a session: its {@link #session} is what the flow asks for. */
public final class KafkaLedgers {

    private final KafkaSettings settings;
    private final InstantSource clock;
    private final ProducerSupply producers;

    public KafkaLedgers(KafkaSettings settings, InstantSource clock, KafkaWatcher watcher) {
        this.settings = settings;
        this.clock = clock;
        this.producers = new ProducerSupply(watcher);
    }

    /**
     * A ledger for one session of a task, not opened yet.
     *
     * @param streams the configured streams for which {@link TaskOf#stream} says {@code task}
     */
    public Ledger session(int task, List<CdrStream> streams, Instant now) {
        TaskScope scope = new TaskScope(settings, task, List.copyOf(streams), now, clock);
        return new KafkaLedger(scope, producers, Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "ledger-" + task);
            thread.setDaemon(true);
            return thread;
        }));
    }
}
