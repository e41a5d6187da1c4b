package io.cdrstream.flow;

import io.cdrstream.source.MemoryBudget.Lease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in flight with its memory: taken by a request, given back when its page is durable or has led to nothing. */
final class Place implements AutoCloseable {

    private final Lease memory;
    private final Runnable onSent;
    private final Runnable free;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param onSent called when the request has left; from any thread */
    Place(Lease memory, Runnable onSent, Runnable free) {
        this.memory = memory;
        this.onSent = onSent;
        this.free = free;
    }

    Lease memory() {
        return memory;
    }

    void sent() {
        onSent.run();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            memory.close();
            free.run();
        }
    }
}
