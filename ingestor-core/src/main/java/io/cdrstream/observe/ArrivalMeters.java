package io.cdrstream.observe;

import io.cdrstream.model.ArrivalDelay;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.StreamId;
import io.cdrstream.plan.MissingForecast;
import io.cdrstream.sink.Posting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How late the records of one account and product arrive, and how many are still expected. */
final class ArrivalMeters {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

    private final Map<CdrStream, RecentHours> streams = new ConcurrentHashMap<>();
    private volatile @Nullable ArrivalDelay known;

    ArrivalMeters(MeterRegistry registry, StreamId id) {
        Tags tags = Tags.of("account", id.account(), "product", id.product());
        for (double quantile : QUANTILES) {
            gauge(
                    registry,
                    "cdrstream.arrival.delay.seconds",
                    "How old this part of the records was at most when it was seen first.",
                    tags.and("quantile", Double.toString(quantile)),
                    () -> quantile(quantile));
        }
        gauge(
                registry,
                "cdrstream.arrival.delay.longest.seconds",
                "How old a record was at most when it was seen first.",
                tags,
                () -> quantile(1));
        gauge(
                registry,
                "cdrstream.cdrs.missing.expected",
                "CDRs below the watermark that later passes will find, if records go on to be as late as they were.",
                tags,
                this::missing);
    }

    private static void gauge(MeterRegistry registry, String name, String text, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value).description(text).tags(tags).register(registry);
    }

    void watch(CdrStream stream) {
        streams.put(stream, new RecentHours());
    }

    void learned(ArrivalDelay delay) {
        known = delay;
    }

    void committed(Posting posting) {
        streams.computeIfAbsent(posting.page().request().stream(), s -> new RecentHours())
                .committed(posting);
    }

    private double quantile(double part) {
        ArrivalDelay delay = known;
        return delay == null || delay.count() == 0
                ? Double.NaN
                : delay.quantile(part).toSeconds();
    }

    private double missing() {
        ArrivalDelay delay = known;
        return delay == null
                ? Double.NaN
                : streams.entrySet().stream()
                        .mapToDouble(stream -> stream.getValue()
                                .missing(new MissingForecast(stream.getKey().plan(), delay)))
                        .sum();
    }
}
