package io.cdrstream.app;

import io.cdrstream.sink.kafka.KafkaWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Kafka's own metrics of every producer, as long as it lives. */
final class WatchedProducers implements KafkaWatcher {

    private final MeterRegistry registry;
    private final Map<Producer<byte[], byte[]>, KafkaClientMetrics> bound = new ConcurrentHashMap<>();

    WatchedProducers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void opened(Producer<byte[], byte[]> producer) {
        KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(registry);
        bound.put(producer, metrics);
    }

    @Override
    public void closed(Producer<byte[], byte[]> producer) {
        @Nullable KafkaClientMetrics metrics = bound.remove(producer);
        if (metrics != null) {
            metrics.close();
        }
    }
}
