package io.cdrstream.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When to stop: at Ctrl-C, or when the time is over, which is counted from when cdrstream has begun to read.
 *
 * <p>A signal asks once; the JVM then waits until the demo has drained and told its verdict, and ends with its code.
 */
final class StopSignal {

    private static final long PATIENCE_SECONDS = 150;

    /** After which the time is counted even if nothing is read. */
    private static final Duration SLOWEST_START = Duration.ofSeconds(60);

    private final Optional<Duration> duration;
    private long begin = System.nanoTime() + SLOWEST_START.toNanos();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = ExitCode.DISAGREES;

    private StopSignal(Optional<Duration> duration) {
        this.duration = duration;
    }

    static StopSignal after(Optional<Duration> duration) {
        StopSignal signal = new StopSignal(duration);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::interrupted, "ctrl-c"));
        return signal;
    }

    boolean isGiven(Glance glance) {
        long now = System.nanoTime();
        if (glance.watermark().isPresent() && begin - now > 0) {
            begin = now;
        }
        return asked.getCount() == 0
                || duration.filter(time -> now - begin >= time.toNanos()).isPresent();
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
