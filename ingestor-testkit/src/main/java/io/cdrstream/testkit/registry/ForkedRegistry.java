package io.cdrstream.testkit.registry;

import io.cdrstream.testkit.process.ChildProcess;
import io.cdrstream.testkit.process.Deadline;
import io.cdrstream.testkit.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real schema registry (Apicurio's) in a child JVM, which can be killed, frozen and started again on the same data
 * and port. What it was told is on disk before it answers, so that a kill loses nothing; what it says goes to
 * {@code registry.log} beside its data.
 */
public final class ForkedRegistry implements RegistryServer, AutoCloseable {

    private static final String HOME = "cdrstream.registry.home";
    private static final String API = "/apis/ccompat/v7";
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Path directory;
    private final int port;
    private ChildProcess process;

    private ForkedRegistry(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = fork(directory, port);
    }

    /** Starts a registry on the data in this directory, if any; it is of use after {@link #awaitReady}. */
    public static ForkedRegistry start(Path directory) {
        return new ForkedRegistry(directory, FreePorts.next());
    }

    /** Starts the registry that was killed or closed again, on the same data and the same port. */
    public ForkedRegistry startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("the registry still runs");
        }
        process = fork(directory, port);
        return this;
    }

    /** Waits until the registry lists its subjects; an open port would not say that it can. */
    public ForkedRegistry awaitReady() {
        HttpClient http = HttpClient.newHttpClient();
        Deadline deadline = Deadline.in(READY_WITHIN);
        while (!listsSubjects(http)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the registry ended, see " + log(directory));
            }
            deadline.pause("for the registry, see " + log(directory));
        }
        return this;
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + API);
    }

    /** Ends the registry at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Freezes the registry (SIGSTOP): connections are accepted by the system, and nobody answers. */
    public void pause() {
        process.pause();
    }

    /** Lets a frozen registry go on (SIGCONT). */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }

    private static ChildProcess fork(Path directory, int port) {
        List<String> command = List.of(
                ChildProcess.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-cp",
                home().resolve("*") + System.getProperty("path.separator") + home().resolve("lib/*"),
                "io.quarkus.runner.GeneratedMain");
        Map<String, String> environment =
                Map.of("REGISTRY_DATASOURCE_URL", "jdbc:h2:file:" + directory.resolve("data") + ";WRITE_DELAY=0");
        return ChildProcess.start(command, environment, log(directory));
    }

    private static Path home() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException(
                    "the tests have no schema registry: -D" + HOME + " names where the build has unpacked it");
        }
        return Path.of(home);
    }

    private static Path log(Path directory) {
        return directory.resolve("registry.log");
    }

    private boolean listsSubjects(HttpClient http) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                    .timeout(ANSWER_WITHIN)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the registry", e);
        }
    }
}
