package io.cdrstream.testkit.kafka;

/** A broker seen by the one who started it, and who therefore stops it. */
interface OwnedBroker extends KafkaBroker, AutoCloseable {

    @Override
    void close();
}
