package io.cdrstream.observe;

import io.cdrstream.model.StreamId;
import io.cdrstream.sink.ChargeSum;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What CDRs cost, as far as it is in Kafka. Where calls go is known only when they do, so a counter begins with its
 * first sight; after {@link #MOST} countries and currencies of an account and product the rest is
 * {@link ChargeSum#OTHER}. Safe for use by several threads.
 */
final class ChargeMeters {

    static final int MOST = 300;

    private final MeterRegistry registry;
    private final Map<String, Map<Place, Charged>> meters = new HashMap<>();

    ChargeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    synchronized void committed(StreamId stream, List<ChargeSum> charges) {
        for (ChargeSum sum : charges) {
            Charged meter = meter(stream, new Place(sum.country(), sum.currency()));
            meter.added.increment(sum.added().doubleValue());
            meter.reversed.increment(sum.reversed().doubleValue());
        }
    }

    private Charged meter(StreamId stream, Place place) {
        Map<Place, Charged> known = meters.computeIfAbsent(stream.source(), s -> new HashMap<>());
        boolean isFull = known.size() >= MOST && !known.containsKey(place);
        return known.computeIfAbsent(
                isFull ? new Place(ChargeSum.OTHER, ChargeSum.OTHER) : place, p -> register(stream, p));
    }

    private Charged register(StreamId stream, Place place) {
        Tags tags = Tags.of(
                "account",
                stream.account(),
                "product",
                stream.product(),
                "country",
                place.country,
                "currency",
                place.currency);
        return new Charged(
                Counter.builder("cdrstream.charge")
                        .description("What the CDRs committed cost, their corrections upwards included.")
                        .tags(tags)
                        .register(registry),
                Counter.builder("cdrstream.charge.reversed")
                        .description("What updates of CDRs have taken back of that.")
                        .tags(tags)
                        .register(registry));
    }

    private record Place(String country, String currency) {}

    private record Charged(Counter added, Counter reversed) {}
}
