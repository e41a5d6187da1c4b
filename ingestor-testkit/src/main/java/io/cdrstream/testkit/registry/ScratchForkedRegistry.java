package io.cdrstream.testkit.registry;

import io.cdrstream.testkit.process.ScratchDirectory;

/** A forked registry together with the directory that goes when it goes. */
record ScratchForkedRegistry(ForkedRegistry registry, ScratchDirectory scratch) implements AutoCloseable {

    static ScratchForkedRegistry start() {
        ScratchDirectory scratch = ScratchDirectory.create();
        return new ScratchForkedRegistry(ForkedRegistry.start(scratch.path()).awaitReady(), scratch);
    }

    @Override
    public void close() {
        registry.close();
        scratch.close();
    }
}
