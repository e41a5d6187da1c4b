package io.cdrstream.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child that can be killed and frozen. Killing is SIGKILL and freezing is SIGSTOP, so it gets no chance to tidy up:
 * its clients see what they would see of a machine that lost power or stalled.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a child that inherits our environment and adds to it.
     *
     * @param log gets whatever the child says, at its end
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code java} that runs this, too. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Freezes it (SIGSTOP): its connections stay open and nobody answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on when frozen (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    /** Asks it to stop, and kills it if it does not. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        resume(); // a frozen process would not hear that it is asked to stop
        process.destroy();
        if (!awaitExit()) {
            kill();
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("process " + process.pid() + " did not take SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling process " + process.pid(), e);
        }
    }

    private boolean awaitExit() {
        try {
            return process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while process " + process.pid() + " stopped", e);
        }
    }
}
