package io.cdrstream.testkit.kafka;

import io.cdrstream.testkit.process.ScratchDirectory;

/** A forked broker together with the directory that goes when it goes. */
record ScratchForkedKafka(ForkedKafka broker, ScratchDirectory scratch) implements OwnedBroker {

    static ScratchForkedKafka start() {
        ScratchDirectory scratch = ScratchDirectory.create();
        return new ScratchForkedKafka(ForkedKafka.start(scratch.path()).awaitReady(), scratch);
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
        scratch.close();
    }
}
