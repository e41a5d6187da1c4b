package io.cdrstream.demo;

import io.cdrstream.app.Main;
import io.cdrstream.app.cli.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code cdrstream run} as a process of its own, killed with SIGKILL at random moments and started again at once.
 *
 * <p>Nothing is handed over from one life to the next but what is in Kafka (I7). Ctrl-C in a terminal reaches this
 * process too and stops it; it is started again, because it has to catch up before the comparison.
 */
final class AppKilled implements App {

    private static final long PATIENCE_SECONDS = 15;
    private static final Set<Integer> STOPPED = Set.of(ExitCode.OK, 130, ExitCode.KILLED);

    private final Path configuration;
    private final Path log;
    private final BooleanSupplier hasBegun;
    private final Queue<Long> moments = new ArrayDeque<>();
    private @Nullable Long begin;
    private Process process;
    private int kills;

    private AppKilled(Path configuration, Path log, BooleanSupplier hasBegun) throws DemoFailed {
        this.configuration = configuration;
        this.log = log;
        this.hasBegun = hasBegun;
        this.process = fork();
    }

    /**
     * @param hasBegun whether anything was read: before, a kill would show nothing
     * @param over the time from then on over which the kills are spread
     */
    static AppKilled start(Path configuration, Path log, BooleanSupplier hasBegun, int kills, Duration over, long seed)
            throws DemoFailed {
        AppKilled app = new AppKilled(configuration, log, hasBegun);
        new Random(seed).longs(kills, 0, over.toNanos()).sorted().forEach(app.moments::add);
        return app;
    }

    @Override
    public boolean tend() throws DemoFailed {
        if (isTimeForAKill()) {
            moments.remove();
            kill();
            kills++;
            process = fork();
        } else if (!process.isAlive()) {
            if (!STOPPED.contains(process.exitValue())) {
                throw new DemoFailed("cdrstream has ended with " + process.exitValue() + "; see " + log);
            }
            process = fork();
        }
        return true;
    }

    private boolean isTimeForAKill() {
        long now = System.nanoTime();
        if (begin == null && hasBegun.getAsBoolean()) {
            begin = now;
        }
        Long next = moments.peek();
        return begin != null && next != null && now - begin >= next;
    }

    /** How often it has been killed so far. */
    int kills() {
        return kills;
    }

    @Override
    public void stop() throws DemoFailed {
        process.destroy();
        if (!hasEnded()) {
            throw new DemoFailed("cdrstream did not stop within " + PATIENCE_SECONDS + " s");
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void kill() {
        process.destroyForcibly();
        hasEnded();
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process fork() throws DemoFailed {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        File output = log.toFile();
        try {
            return new ProcessBuilder(
                            java,
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "run",
                            "--config",
                            configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                    .start();
        } catch (IOException e) {
            throw new DemoFailed("a second Java process could not be started: " + e.getMessage(), e);
        }
    }
}
