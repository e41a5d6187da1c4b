package io.cdrstream.observe;

import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.FeeForecast;
import io.cdrstream.plan.StreamTraffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What each pass over one account and product costs, and what all of them cost for each CDR. */
final class PassMeters {

    private static final double LEAST_SECONDS = 60;
    private static final double LEAST_RATE = 0.001;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Duration interval;
    private final Map<String, Paid> passes = new ConcurrentHashMap<>();
    private final Set<CdrStream> streams = ConcurrentHashMap.newKeySet();
    private final long begun;
    private final LongAdder billed = new LongAdder();
    private final LongAdder distinct = new LongAdder();

    /** @param interval the least time between two slices of a first pass */
    PassMeters(MeterRegistry registry, StreamId id, Duration interval) {
        this.registry = registry;
        this.interval = interval;
        this.begun = registry.config().clock().wallTime();
        this.tags = Tags.of("account", id.account(), "product", id.product());
        Gauge.builder("cdrstream.amplification", this::amplification)
                .description("Records billed for each CDR published for the first time, since this process began.")
                .tags(tags)
                .register(registry);
        Gauge.builder("cdrstream.amplification.planned", this::planned)
                .description("The same as the plan of passes is expected to come to, at the rate seen so far.")
                .tags(tags)
                .register(registry);
    }

    /** The plan's passes have meters from the start. */
    void watch(CdrStream stream) {
        PassPlan plan = stream.plan();
        streams.add(stream);
        for (int pass = 0; pass < plan.passes(); pass++) {
            paid(plan.name(pass));
        }
        paid(PassPlan.REDO);
        if (!plan.followUps().isEmpty()) {
            paid(PassPlan.FOLLOW_UP);
        }
    }

    void billed(String pass, int records, @Nullable Credential credential) {
        billed.add(records);
        Paid paid = paid(pass);
        paid.records.increment(records);
        paid.fee.increment(credential == null ? 0 : credential.fee(records).doubleValue());
    }

    void published(long firstTime) {
        distinct.add(firstTime);
    }

    private double amplification() {
        long known = distinct.sum();
        return known == 0 ? Double.NaN : (double) billed.sum() / known;
    }

    /** Of the dearest of the streams, each of which has its share of the records. */
    private double planned() {
        double seconds = Math.max(LEAST_SECONDS, (registry.config().clock().wallTime() - begun) / 1000.0);
        double rate = distinct.sum() / seconds / Math.max(1, streams.size());
        return streams.stream()
                .mapToDouble(stream -> planned(stream, Math.max(LEAST_RATE, rate)))
                .max()
                .orElse(Double.NaN);
    }

    private double planned(CdrStream stream, double rate) {
        StreamTraffic traffic =
                StreamTraffic.supposed(stream.product(), stream.id().direction(), rate);
        return new FeeForecast(stream.plan(), traffic, interval).perDay().factor();
    }

    private Paid paid(String pass) {
        return passes.computeIfAbsent(
                pass,
                name -> new Paid(
                        Counter.builder("cdrstream.pass.billed.records")
                                .description("Records that the API returned, by the pass that asked for them.")
                                .tags(tags.and("pass", name))
                                .register(registry),
                        Counter.builder("cdrstream.pass.fee.euros")
                                .description("Their fee.")
                                .tags(tags.and("pass", name))
                                .register(registry)));
    }

    private record Paid(Counter records, Counter fee) {}
}
