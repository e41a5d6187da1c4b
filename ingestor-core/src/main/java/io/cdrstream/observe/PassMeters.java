package io.cdrstream.observe;

import io.cdrstream.model.Credential;
import io.cdrstream.model.PassPlan;
import io.cdrstream.model.StreamId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What each pass over one account and product costs, and what all of them cost for each CDR. */
final class PassMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, Paid> passes = new ConcurrentHashMap<>();
    private final LongAdder billed = new LongAdder();
    private final LongAdder distinct = new LongAdder();

    PassMeters(MeterRegistry registry, StreamId id) {
        this.registry = registry;
        this.tags = Tags.of("account", id.account(), "product", id.product());
        Gauge.builder("cdrstream.amplification", this::amplification)
                .description("Records billed for each CDR published for the first time, since this process began.")
                .tags(tags)
                .register(registry);
    }

    /** The plan's passes have meters from the start. */
    void watch(PassPlan plan) {
        for (int pass = 0; pass < plan.passes(); pass++) {
            paid(plan.name(pass));
        }
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
