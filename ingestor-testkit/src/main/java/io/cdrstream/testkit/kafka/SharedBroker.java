package io.cdrstream.testkit.kafka;

import org.jspecify.annotations.Nullable;

/** The tests' one broker or the reason why there is none: a start that failed is not tried again for every test. */
final class SharedBroker implements AutoCloseable {

    private final @Nullable OwnedBroker broker;
    private final @Nullable RuntimeException failure;

    private SharedBroker(@Nullable OwnedBroker broker, @Nullable RuntimeException failure) {
        this.broker = broker;
        this.failure = failure;
    }

    static SharedBroker start() {
        try {
            return new SharedBroker(KafkaMode.asked().start(), null);
        } catch (RuntimeException e) {
            return new SharedBroker(null, e);
        }
    }

    KafkaBroker broker() {
        if (broker == null) {
            String reason = failure == null ? "" : ": " + failure.getMessage();
            throw new IllegalStateException("the tests have no Kafka" + reason, failure);
        }
        return broker;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
