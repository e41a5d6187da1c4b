package io.cdrstream.flow;

import io.cdrstream.source.MemoryBudget.Lease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in flight with its memory: taken by a request, given back when its page is durable or has led to nothing. */
final class Place implements AutoCloseable {

    private final Lease memory;
    private final Departure departure;
    private final Runnable free;
    private final AtomicBoolean closed = new AtomicBoolean();

    Place(Lease memory, Departure departure, Runnable free) {
        this.memory = memory;
        this.departure = departure;
        this.free = free;
    }

    Lease memory() {
        return memory;
    }

    Departure departure() {
        return departure;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            departure.over();
            memory.close();
            free.run();
        }
    }
}
