package io.cdrstream.app;

import io.cdrstream.app.config.Configuration;
import io.cdrstream.event.avro.Framings;
import io.cdrstream.flow.Ledgers;
import io.cdrstream.model.CdrStream;
import io.cdrstream.sink.Ledger;
import io.cdrstream.sink.Restored.DayBill;
import io.cdrstream.sink.Tasks;
import io.cdrstream.sink.kafka.Finding;
import io.cdrstream.sink.kafka.KafkaLedgers;
import io.cdrstream.sink.kafka.KafkaSettings;
import io.cdrstream.sink.kafka.KafkaTasks;
import io.cdrstream.sink.kafka.KafkaTopics;
import io.cdrstream.sink.kafka.TopicsRefused;
import io.cdrstream.source.ReportsSource;
import io.cdrstream.source.vonage.VonageReports;
import io.cdrstream.source.vonage.VonageSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The Reports API over HTTP, and Kafka. */
public final class RealAdapters implements Adapters {

    private static final Duration LEAVING = Duration.ofSeconds(2);

    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    private final List<VonageReports> sources = new ArrayList<>();
    private volatile Framings framings = Framings.SINGLE_OBJECT;
    private @Nullable KafkaTasks tasks;

    public RealAdapters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public ReportsSource source(VonageSettings settings) {
        Counter foreign = Counter.builder("cdrstream.api.foreign.links")
                .description("Links of the API to another host; never followed.")
                .tag("credential", settings.key())
                .register(registry);
        VonageReports source = new VonageReports(settings, Version.text(), true, foreign::increment, clock);
        sources.add(source);
        return source;
    }

    @Override
    public Mono<List<Verdict>> inspect(KafkaSettings settings, List<CdrStream> streams) {
        return new KafkaTopics(settings, clock).check(streams).map(RealAdapters::verdicts);
    }

    @Override
    public Mono<List<Verdict>> prepare(KafkaSettings settings, List<CdrStream> streams) {
        return new KafkaTopics(settings, clock)
                .prepare(streams)
                .map(RealAdapters::verdicts)
                .onErrorMap(TopicsRefused.class, e -> new KafkaRefused(verdicts(e.findings()), e));
    }

    @Override
    public Mono<List<Verdict>> inspect(Configuration.Registry schemas, List<CdrStream> streams) {
        return new RegisteredSchemas(schemas.settings(), schemas.naming()).inspect(streams);
    }

    @Override
    public Mono<Void> register(Configuration.Registry schemas, List<CdrStream> streams) {
        return new RegisteredSchemas(schemas.settings(), schemas.naming())
                .ask(streams)
                .doOnNext(ids -> framings = ids)
                .then();
    }

    @Override
    public Ledgers ledgers(KafkaSettings settings) {
        Framings latest = (stream, schema) -> framings.of(stream, schema); // ids come later than this is called
        KafkaLedgers kafka = new KafkaLedgers(settings, latest, clock, new WatchedProducers(registry));
        return new Ledgers() {
            @Override
            public Ledger session(int task, List<CdrStream> streams, Instant now) {
                return kafka.session(task, streams, now);
            }

            @Override
            public Mono<Map<Integer, List<DayBill>>> bills() {
                return kafka.bills();
            }
        };
    }

    @Override
    public Tasks tasks(KafkaSettings settings) {
        KafkaTasks joined = new KafkaTasks(settings);
        tasks = joined;
        return joined;
    }

    /** Leaving the group first: what this instance owned goes to another at once, not after a timeout. */
    @Override
    public Mono<Void> closed() {
        KafkaTasks joined = tasks;
        Mono<Void> left = joined == null ? Mono.empty() : joined.left().timeout(LEAVING, Mono.empty());
        return left.then(Mono.fromRunnable(() -> sources.forEach(VonageReports::close)));
    }

    private static List<Verdict> verdicts(List<Finding> findings) {
        return findings.stream().map(RealAdapters::verdict).toList();
    }

    private static Verdict verdict(Finding f) {
        return switch (f.severity()) {
            case ERROR -> Verdict.wrong(f.subject(), f.sentence(), f.remedy());
            case WARNING -> Verdict.warning(f.subject(), f.sentence(), f.remedy());
            case FACT -> Verdict.fine(f.subject(), f.sentence());
        };
    }
}
