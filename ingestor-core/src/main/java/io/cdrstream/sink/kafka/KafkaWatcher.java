package io.cdrstream.sink.kafka;

import org.apache.kafka.clients.producer.Producer;

/** Hears of every producer, on the thread of its ledger. Must be quick and must not use it. */
public interface KafkaWatcher {

    default void opened(Producer<byte[], byte[]> producer) {}

    default void closed(Producer<byte[], byte[]> producer) {}
}
