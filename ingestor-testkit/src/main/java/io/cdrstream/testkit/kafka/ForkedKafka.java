package io.cdrstream.testkit.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real Kafka broker in a child JVM, which can be killed, frozen and started again on the same data and port.
 *
 * <p>Killing is SIGKILL and freezing is SIGSTOP, so the broker gets no chance to tidy up: clients see what they would
 * see of a machine that lost power or stalled. What the broker says goes to {@code broker.log} beside its data.
 */
public final class ForkedKafka implements OwnedBroker {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);

    private final SingleNode node;
    private Process process;

    private ForkedKafka(SingleNode node) {
        this.node = node;
        this.process = fork(node);
    }

    /** Starts a broker on the data in this directory, if any; it is of use after {@link #awaitReady}. */
    public static ForkedKafka start(Path directory) {
        return new ForkedKafka(SingleNode.in(directory));
    }

    /** Starts the broker that was killed or closed again, on the same data and the same port. */
    public ForkedKafka startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("the broker still runs as process " + process.pid());
        }
        process = fork(node);
        return this;
    }

    /** Waits until the broker is a registered member of its own cluster; an open port would not say so. */
    public ForkedKafka awaitReady() {
        Deadline deadline = Deadline.in(READY_WITHIN);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", "100"))) {
            while (!isRegistered(admin)) {
                if (!process.isAlive() || deadline.left().isZero()) {
                    throw new IllegalStateException("the broker did not become ready, see " + node.logFile());
                }
            }
        }
        return this;
    }

    @Override
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    /** Ends the broker at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitExit(STOPPED_WITHIN);
    }

    /** Freezes the broker (SIGSTOP): its connections stay open and nobody answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a frozen broker go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        resume(); // a frozen process would not hear that it is asked to stop
        process.destroy();
        if (!awaitExit(STOPPED_WITHIN)) {
            kill();
        }
    }

    private static Process fork(SingleNode node) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = List.of(
                java.toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-Dlogback.configurationFile=io/cdrstream/testkit/kafka/forked-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ForkedBrokerMain.class.getName(),
                node.prepare().toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(node.logFile().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRegistered(Admin admin) {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(500, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (TimeoutException | ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
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
            throw new IllegalStateException("interrupted while signalling the broker", e);
        }
    }

    private boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker stopped", e);
        }
    }
}
