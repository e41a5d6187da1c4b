package io.cdrstream.app;

import io.cdrstream.app.admin.AdminServer;
import io.cdrstream.app.admin.Health;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.flow.FlowListener;
import io.cdrstream.flow.Ingestor;
import io.cdrstream.flow.Timekeeper;
import io.cdrstream.model.StreamStatus;
import io.cdrstream.observe.ArrivalWatch;
import io.cdrstream.observe.Listeners;
import io.cdrstream.observe.LoggedFlow;
import io.cdrstream.observe.MeteredFlow;
import io.cdrstream.observe.Readings;
import io.cdrstream.observe.RedoWatch;
import io.cdrstream.observe.Totals;
import io.cdrstream.plan.ApiClock;
import io.cdrstream.source.ReportsSource;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * An ingestor with its metrics, logs and admin endpoint, put together from a configuration.
 *
 * <pre>
 *   ids of schemas ─▶ prepare topics ─▶ Ingestor.run ──(asked to stop: between pages, in-flight pages committed)──▶ close
 * </pre>
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");

    private final Configuration configuration;
    private final Adapters adapters;
    private final Ingestor ingestor;
    private final Health health = new Health();
    private final @Nullable AdminServer admin;
    private final Totals totals;
    private final @Nullable DailyUsage usage;
    private final Sinks.Empty<Void> stopAsked = Sinks.empty();

    /** @param also hears the flow as well, after metrics and logs */
    public Service(Configuration configuration, PrometheusMeterRegistry metrics, Adapters adapters, FlowListener also)
            throws AdminServer.Unavailable {
        this.configuration = configuration;
        this.adapters = adapters;
        MeteredFlow metered = new MeteredFlow(metrics, configuration.ingestor());
        this.totals = new Totals(configuration.ingestor().credentials());
        Clock clock = Clock.systemUTC();
        Timekeeper time = new Timekeeper(
                Schedulers.newSingle("planning", true),
                System::nanoTime,
                new ApiClock(
                        clock.instant(),
                        System.nanoTime(),
                        configuration.ingestor().clockSpeed()));
        this.ingestor = new Ingestor(
                configuration.ingestor(),
                sources(),
                adapters.ledgers(configuration.kafka()),
                health.heard(adapters.tasks(configuration.kafka())),
                time,
                Listeners.all(
                        metered,
                        new LoggedFlow(),
                        new ArrivalWatch(
                                configuration.ingestor().streams(),
                                configuration.ingestor().interval()),
                        new RedoWatch(),
                        totals,
                        health,
                        also));
        metered.read(readings());
        health.read(ingestor::streams);
        this.usage = configuration.reconcile().isEnabled() ? new DailyUsage(configuration, ingestor, metrics) : null;
        this.admin = configuration.admin().isEnabled()
                ? AdminServer.start(
                        configuration.admin().host(),
                        configuration.admin().port(),
                        new AdminServer.Sources(metrics, health, ingestor::streams, clock))
                : null;
    }

    private Map<String, ReportsSource> sources() {
        Map<String, ReportsSource> sources = new HashMap<>();
        configuration.sources().forEach((key, settings) -> sources.put(key, adapters.source(settings)));
        return sources;
    }

    private Readings readings() {
        return new Readings() {
            @Override
            public List<StreamStatus> streams() {
                return ingestor.streams();
            }

            @Override
            public long memoryReserved() {
                return ingestor.memory().reservedBytes();
            }

            @Override
            public int inFlight(String credential) {
                return ingestor.inFlight(credential);
            }

            @Override
            public double requestsPerSecond(String credential) {
                return ingestor.requestsPerSecond(credential);
            }
        };
    }

    /**
     * Reads until {@link #askToStop}, or until every stream of ours has reached its end. Fails only if it cannot work.
     */
    public Mono<Void> run() {
        return schemas()
                .then(Mono.defer(this::topics)) // created only for events that can be written
                .doOnNext(warnings -> warnings.forEach(w -> LOG.warn("{}", w)))
                .then(Mono.defer(this::readAndReconcile))
                .takeUntilOther(stopAsked.asMono().then(Mono.defer(ingestor::stop)))
                .then(Mono.defer(adapters::closed));
    }

    private Mono<Void> readAndReconcile() {
        return usage == null ? ingestor.run() : Mono.firstWithSignal(ingestor.run(), usage.run());
    }

    private Mono<List<Verdict>> topics() {
        return adapters.prepare(configuration.kafka(), configuration.ingestor().streams());
    }

    private Mono<Void> schemas() {
        Configuration.Registry registry = configuration.registry();
        return registry == null
                ? Mono.empty()
                : health.asking(
                        adapters.register(registry, configuration.ingestor().streams()));
    }

    /** Lets {@link #run} complete: between pages, with what is in flight committed. */
    public void askToStop() {
        stopAsked.tryEmitEmpty();
    }

    public List<StreamStatus> streams() {
        return ingestor.streams();
    }

    /** How many streams were read, or are still, by other instances when those of this one had reached their ends. */
    public int leftToOthers() {
        return ingestor.leftToOthers();
    }

    /** What it has published and paid for. */
    public Totals totals() {
        return totals;
    }

    /** Port of the admin endpoint; 0 if there is none. */
    public int adminPort() {
        return admin == null ? 0 : admin.port();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
        if (usage != null) {
            usage.close();
        }
    }
}
