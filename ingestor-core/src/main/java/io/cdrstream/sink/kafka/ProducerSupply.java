package io.cdrstream.sink.kafka;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/** Makes and closes the producers of sessions, and lets someone watch: metrics are bound to each producer. */
final class ProducerSupply {

    private final KafkaWatcher watcher;

    ProducerSupply(KafkaWatcher watcher) {
        this.watcher = watcher;
    }

    Producer<byte[], byte[]> create(KafkaSettings settings, int task) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(ClientProperties.producer(settings, task));
        watcher.opened(producer);
        return producer;
    }

    void close(Producer<byte[], byte[]> producer, Duration timeout) {
        watcher.closed(producer);
        producer.close(timeout);
    }
}
