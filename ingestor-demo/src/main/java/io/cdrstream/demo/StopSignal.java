package io.cdrstream.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When to stop: at Ctrl-C, or when the time is over.
 *
 * <p>A signal asks once; the JVM then waits until the demo has drained and told its verdict, and ends with its code.
 */
final class StopSignal {

    private static final long PATIENCE_SECONDS = 150;

    private final @Nullable Long end;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = ExitCode.DISAGREES;

    private StopSignal(@Nullable Long end) {
        this.end = end;
    }

    /** Begins to count. */
    static StopSignal after(Optional<Duration> duration) {
        StopSignal signal = new StopSignal(
                duration.map(time -> System.nanoTime() + time.toNanos()).orElse(null));
        Runtime.getRuntime().addShutdownHook(new Thread(signal::interrupted, "ctrl-c"));
        return signal;
    }

    boolean isGiven() {
        return asked.getCount() == 0 || (end != null && System.nanoTime() - end >= 0);
    }

    /** The verdict is told. */
    void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    /** Also runs when the JVM ends by itself, and then does nothing. */
    private void interrupted() {
        if (finished.getCount() == 0) {
            return;
        }
        asked.countDown();
        try {
            boolean isDone = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(isDone ? exitCode : ExitCode.DISAGREES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
