package io.cdrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code cdrstream run} in a JVM of its own, which can be killed. What it says goes to a file. */
final class ChildApp implements AutoCloseable {

    private static final Pattern ADMIN = Pattern.compile("streams at (http://\\S+)/");

    private final Process process;
    private final Path log;

    private ChildApp(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one more; the directory keeps the logs of all. */
    static ChildApp start(Path directory, String yaml) {
        return start(directory, yaml, System.getProperty("java.class.path"));
    }

    /** Starts one of other classes than this test's. */
    static ChildApp start(Path directory, String yaml, String classPath) {
        try {
            Path log = Files.createTempFile(directory, "run-", ".log");
            Path config = Files.writeString(directory.resolve(log.getFileName() + ".yaml"), yaml);
            ProcessBuilder child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            Main.class.getName(),
                            "run",
                            "--config",
                            config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            child.environment().putAll(Setup.ENVIRONMENT);
            return new ChildApp(child.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: it gets no chance to tidy up. */
    void kill() {
        assertThat(process.isAlive()).as("it runs until it is killed; %s", log).isTrue();
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** SIGTERM: it may finish what it has begun. */
    int stop() {
        process.destroy();
        return exitCode(Duration.ofSeconds(20));
    }

    /** Waits for its end. */
    int exitCode(Duration limit) {
        try {
            boolean hasEnded = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(hasEnded)
                    .as("ends within %s; it said:%n%s", limit, log())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the program ended", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often it has said that. */
    long said(Pattern what) {
        return what.matcher(log()).results().count();
    }

    /** Where its admin endpoint is, once it has said so. */
    Optional<URI> admin() {
        List<MatchResult> found = ADMIN.matcher(log()).results().toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(found.get(0).group(1)));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
