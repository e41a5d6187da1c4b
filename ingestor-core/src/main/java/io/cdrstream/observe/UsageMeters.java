package io.cdrstream.observe;

import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Compared;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last day that was laid beside the API's own list. Only the instance that does so has these gauges, and they go
 * when the duty does: two instances never tell different days. Who bounds what is compared bounds the rows.
 *
 * <p>Safe for use by several threads.
 */
public final class UsageMeters {

    private final MeterRegistry registry;
    private final MultiGauge records;
    private final MultiGauge differs;
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();
    private final Map<String, Gauge> days = new ConcurrentHashMap<>();
    private final Map<String, LocalDate> known = new ConcurrentHashMap<>();
    private final Map<String, List<Compared>> compared = new ConcurrentHashMap<>();

    /** @param credentials the keys of all */
    public UsageMeters(MeterRegistry registry, Collection<String> credentials) {
        this.registry = registry;
        this.records = MultiGauge.builder("cdrstream.reconciled.records")
                .description("Records of the day that was reconciled last, by who counts them.")
                .register(registry);
        this.differs = MultiGauge.builder("cdrstream.reconciled.differs")
                .description("1 if both counts of that day differ by more than the tolerance.")
                .register(registry);
        credentials.forEach(credential -> failures.put(
                credential,
                Counter.builder("cdrstream.reconcile.failures")
                        .description("Attempts that failed: the API or Kafka could not be asked.")
                        .tag("credential", credential)
                        .register(registry)));
    }

    /** The duty is ours: from now on its day is told, 0 as long as none is known. */
    public void taken() {
        failures.keySet().forEach(credential -> days.computeIfAbsent(credential, this::register));
    }

    private Gauge register(String credential) {
        return Gauge.builder("cdrstream.reconciled.day.seconds", () -> day(credential))
                .description("The beginning of the day that was reconciled last, since 1970; 0 = none yet.")
                .tag("credential", credential)
                .register(registry);
    }

    private long day(String credential) {
        return known.getOrDefault(credential, LocalDate.EPOCH)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
    }

    public synchronized void reconciled(String credential, LocalDate day, List<Compared> accounts, double tolerance) {
        known.put(credential, day);
        partly(credential, accounts, tolerance);
    }

    /** Of some accounts the API says nothing: the day stands where it was. */
    public synchronized void partly(String credential, List<Compared> accounts, double tolerance) {
        compared.put(credential, List.copyOf(accounts));
        show(tolerance);
    }

    public void failed(String credential) {
        @Nullable Counter counter = failures.get(credential);
        if (counter != null) {
            counter.increment();
        }
    }

    /** The duty is another instance's. */
    public synchronized void gone() {
        days.values().forEach(registry::remove);
        days.clear();
        known.clear();
        compared.clear();
        show(0);
    }

    private void show(double tolerance) {
        List<Row<?>> counts = new ArrayList<>();
        List<Row<?>> verdicts = new ArrayList<>();
        compared.values()
                .forEach(accounts -> accounts.forEach(each -> {
                    Tags tags = tags(each.of());
                    counts.add(Row.of(tags.and("count", "ours"), each.ours().records()));
                    counts.add(Row.of(tags.and("count", "theirs"), each.theirs().records()));
                    counts.add(Row.of(tags.and("count", "lost"), each.lostRecords()));
                    counts.add(Row.of(tags.and("count", "unexplained"), each.unexplained()));
                    verdicts.add(Row.of(tags, each.isBeyond(tolerance) ? 1 : 0));
                }));
        records.register(counts, true);
        differs.register(verdicts, true);
    }

    private static Tags tags(Account of) {
        return Tags.of("credential", of.credential(), "account", of.account(), "product", of.product());
    }
}
