package io.cdrstream.app;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.flow.Ledgers;
import io.cdrstream.model.CdrStream;
import io.cdrstream.registry.RegistryRefused;
import io.cdrstream.sink.Tasks;
import io.cdrstream.sink.kafka.KafkaSettings;
import io.cdrstream.source.ReportsSource;
import io.cdrstream.source.vonage.VonageSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import reactor.core.publisher.Mono;

/** The outside: the Reports API and Kafka. One of these serves one command, and is closed with it. */
public interface Adapters {

    /** Makes the adapters of one command; they report to the registry. */
    @FunctionalInterface
    interface Supply {
        Adapters reportingTo(MeterRegistry registry);
    }

    ReportsSource source(VonageSettings settings);

    /** What is right and wrong about Kafka, for people. Changes nothing. */
    Mono<List<Verdict>> inspect(KafkaSettings settings, List<CdrStream> streams);

    /** Waits for Kafka, creates missing topics, verifies all; delivers warnings, or fails with {@link KafkaRefused}. */
    Mono<List<Verdict>> prepare(KafkaSettings settings, List<CdrStream> streams);

    /** What the schema registry would say to the schemas of Avro streams, for people. Registers none. */
    Mono<List<Verdict>> inspect(Configuration.Registry registry, List<CdrStream> streams);

    /** Waits for the schema registry and asks for what Avro streams need; fails with {@link RegistryRefused}. */
    Mono<Void> register(Configuration.Registry registry, List<CdrStream> streams);

    Ledgers ledgers(KafkaSettings settings);

    Tasks tasks(KafkaSettings settings);

    /** Leaves the group, closes connections. Never fails; bounded. */
    Mono<Void> closed();
}
