package io.cdrstream.testkit.kafka;

import io.cdrstream.testkit.process.ChildProcess;
import io.cdrstream.testkit.process.Deadline;
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

    private final SingleNode node;
    private ChildProcess process;

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
            throw new IllegalStateException("the broker still runs");
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
        process.kill();
    }

    /** Freezes the broker (SIGSTOP): its connections stay open and nobody answers. */
    public void pause() {
        process.pause();
    }

    /** Lets a frozen broker go on (SIGCONT). */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }

    private static ChildProcess fork(SingleNode node) {
        List<String> command = List.of(
                ChildProcess.java(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-Dlogback.configurationFile=io/cdrstream/testkit/kafka/forked-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ForkedBrokerMain.class.getName(),
                node.prepare().toString());
        return ChildProcess.start(command, Map.of(), node.logFile());
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
}
