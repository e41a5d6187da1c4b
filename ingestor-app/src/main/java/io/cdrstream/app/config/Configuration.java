package io.cdrstream.app.config;

import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.registry.RegistrySettings;
import io.cdrstream.registry.SubjectNaming;
import io.cdrstream.sink.kafka.KafkaSettings;
import io.cdrstream.source.vonage.VonageSettings;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that is right, and what it means.
 *
 * @param sources how to reach the API, by credential key
 * @param tariffs what the API charges, by credential key
 * @param registry null if there is none
 * @param warnings what is odd about it but works
 * @param effective the same for people to read, without secrets
 */
public record Configuration(
        IngestorSettings ingestor,
        Map<String, VonageSettings> sources,
        Map<String, Tariff> tariffs,
        KafkaSettings kafka,
        @Nullable Registry registry,
        Admin admin,
        Reconcile reconcile,
        Log log,
        List<Problem> warnings,
        String effective) {

    public Configuration {
        sources = Map.copyOf(sources);
        tariffs = Map.copyOf(tariffs);
        warnings = List.copyOf(warnings);
    }

    /** The same, but empty checkpoints beside existing events are a wanted new beginning. */
    public Configuration acceptingEmptyCheckpoints() {
        KafkaSettings anew = new KafkaSettings(
                kafka.group(),
                kafka.properties(),
                kafka.checkpoints(),
                kafka.seen(),
                kafka.deadLetter(),
                kafka.completeness(),
                kafka.tasks(),
                kafka.replication(),
                kafka.events(),
                kafka.createTopics(),
                kafka.privacy(),
                true);
        return new Configuration(
                ingestor, sources, tariffs, anew, registry, admin, reconcile, log, warnings, effective);
    }

    /** Who gives ids to Avro schemas, and under which names. */
    public record Registry(RegistrySettings settings, SubjectNaming naming) {}

    /** Where metrics, health and streams are served. */
    public record Admin(boolean isEnabled, String host, int port) {}

    /**
     * How a day that is over is compared with what the API has charged.
     *
     * @param at when on the day after, in UTC
     * @param tolerance the part of our own count that may differ
     */
    public record Reconcile(boolean isEnabled, LocalTime at, double tolerance) {}

    /** How log lines look, and which are written. */
    public record Log(String format, String level) {}
}
