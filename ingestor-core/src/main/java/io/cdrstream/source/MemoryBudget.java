package io.cdrstream.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One budget in bytes for all pages from their first byte until they are committed. It is never exceeded but by one
 * page: when every page waits for memory, one of them may always finish, so that reading cannot deadlock.
 *
 * <p>Safe because all of it happens under one lock, and the one page above the budget keeps that right until its lease
 * is closed.
 */
public final class MemoryBudget {

    private final long limit;
    private long reserved;
    private @Nullable Lease privileged;
    private final Deque<Growth> waiting = new ArrayDeque<>();

    public MemoryBudget(long limitBytes) {
        this.limit = limitBytes;
    }

    /** A lease on an expected size, or null if it does not fit now; an empty budget grants any size. */
    public synchronized @Nullable Lease tryLease(long bytes) {
        if (reserved > 0 && (!waiting.isEmpty() || reserved + bytes > limit)) {
            return null;
        }
        reserved += bytes;
        return new Lease(bytes);
    }

    public long limitBytes() {
        return limit;
    }

    public synchronized long reservedBytes() {
        return reserved;
    }

    private Mono<Void> grow(Lease lease, long bytes) {
        if (grant(lease, bytes)) {
            return Mono.empty();
        }
        Growth growth = new Growth(lease, bytes, Sinks.one());
        waiting.add(growth);
        return growth.granted.asMono();
    }

    private boolean grant(Lease lease, long bytes) {
        if (reserved + bytes > limit) {
            if (privileged != null && privileged != lease) {
                return false;
            }
            privileged = lease; // safe because one page may always finish
        }
        reserved += bytes;
        lease.held += bytes;
        return true;
    }

    /** Gives back what the lease does not use, or all of it once it is closed. */
    private void release(Lease lease) {
        Deque<Growth> granted = new ArrayDeque<>();
        synchronized (this) {
            long bytes = lease.closed.get() ? lease.held : Math.max(0, lease.held - lease.used);
            reserved -= bytes;
            lease.held -= bytes;
            if (lease.closed.get()) {
                waiting.removeIf(g -> g.lease == lease);
                privileged = privileged == lease ? null : privileged;
            }
            while (!waiting.isEmpty() && grant(waiting.peek().lease, waiting.peek().bytes)) {
                granted.add(waiting.remove());
            }
        }
        granted.forEach(g -> g.granted.tryEmitEmpty()); // outside the lock: a reader goes on in it
    }

    /** The memory of one page. */
    public final class Lease implements AutoCloseable {

        private long held;
        private long used;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(long held) {
            this.held = held;
        }

        /** Accounts for bytes just read; completes when they, and so the next ones, may be kept. */
        public Mono<Void> use(long bytes) {
            synchronized (MemoryBudget.this) {
                if (closed.get()) {
                    return Mono.empty(); // a chunk that was already on its way; nobody would give its memory back
                }
                used += bytes;
                return used > held ? grow(this, used - held) : Mono.empty();
            }
        }

        /** Gives back what was expected but not needed. */
        public void trim() {
            release(this);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(this);
            }
        }
    }

    private record Growth(Lease lease, long bytes, Sinks.One<Void> granted) {}
}
