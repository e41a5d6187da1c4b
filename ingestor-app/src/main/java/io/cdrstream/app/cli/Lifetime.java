package io.cdrstream.app.cli;

import io.cdrstream.app.Service;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/**
 * The life of a running service: the one subscription of the program, and what a signal does to it.
 *
 * <p>A signal asks to stop, and the process ends with 0 when everything in flight is committed. Ten seconds after it,
 * of which one is kept for the end itself, it ends anyway: what was not committed is not visible to anyone, and the
 * next start recovers (I7).
 */
final class Lifetime {

    private static final Logger LOG = LoggerFactory.getLogger("cdrstream");
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final Service service;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean isStopping;

    private Lifetime(Service service) {
        this.service = service;
    }

    /** Begins. */
    static Lifetime of(Service service) {
        Lifetime lifetime = new Lifetime(service);
        Runtime.getRuntime().addShutdownHook(new Thread(lifetime::stop, "stop"));
        service.run().doFinally(signal -> lifetime.ended.countDown()).subscribe(x -> {}, lifetime.failure::set);
        return lifetime;
    }

    /** Waits for its end. */
    int await() throws InterruptedException {
        ended.await();
        @Nullable Throwable error = failure.get();
        if (error != null) {
            throw Exceptions.propagate(error);
        }
        if (!isStopping) {
            int others = service.leftToOthers();
            String whose = others == 0 ? "" : " of this instance";
            String rest = others == 0 ? "" : ", " + others + " streams are other instances'";
            LOG.info("every stream{} has reached its end{}: {}", whose, rest, service.totals());
        }
        return ExitCode.OK;
    }

    /** Runs when the JVM was told to stop; also when it ends by itself, and then does nothing. */
    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        isStopping = true;
        LOG.info("stopping: pages in flight are committed first");
        service.askToStop();
        boolean isDone = hasEnded();
        String how = isDone ? "stopped" : "stopping took too long, the next start recovers";
        LOG.info("{}: {}", how, service.totals());
        Runtime.getRuntime().halt(isDone && failure.get() == null ? ExitCode.OK : ExitCode.KILLED);
    }

    private boolean hasEnded() {
        try {
            return ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
