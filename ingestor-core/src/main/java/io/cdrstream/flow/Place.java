package io.cdrstream.flow;

import io.cdrstream.source.MemoryBudget.Lease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in flight with its memory: taken by a request, given back when its page is durable or has led to nothing. */
final class Place implements AutoCloseable {

    private final Lease memory;
    private final Runnable free;
    private final AtomicBoolean closed = new AtomicBoolean();

    Place(Lease memory, Runnable free) {
        this.memory = memory;
        this.free = free;
    }

    Lease memory() {
        return memory;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            memory.close();
            free.run();
        }
    }
}
