package io.cdrstream.bench;

import io.cdrstream.bench.RequestLog.Usage;
import io.cdrstream.testkit.kafka.ForkedKafka;
import io.cdrstream.testkit.process.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** What every run needs: a broker and a page server in processes of their own, and an unpacked archive. */
final class Scene implements AutoCloseable {

    private final Path directory;
    private final ForkedKafka broker;
    private final Child server;
    private final URI api;
    private final HttpClient http = HttpClient.newHttpClient();

    private Scene(Path directory, ForkedKafka broker, Child server, URI api) {
        this.directory = directory;
        this.broker = broker;
        this.server = server;
        this.api = api;
    }

    static Scene open(Path archive, int perSecond, int recordBytes, int latency)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("cdrstream-bench-");
        Process unpacking = new ProcessBuilder(
                        "tar", "-xzf", archive.toString(), "--strip-components=1", "-C", directory.toString())
                .inheritIO()
                .start();
        if (unpacking.waitFor() != 0) {
            throw new IOException(archive + " could not be unpacked");
        }
        int port = FreePorts.next();
        Child server = Child.java(
                directory.resolve("page-server.log"),
                "-Xmx192m",
                "page-server",
                "--port=" + port,
                "--per-second=" + perSecond,
                "--record-bytes=" + recordBytes,
                "--latency=" + latency);
        ForkedKafka broker = ForkedKafka.start(directory.resolve("kafka")).awaitReady();
        Scene scene = new Scene(directory, broker, server, URI.create("http://127.0.0.1:" + port));
        scene.awaitServer();
        return scene;
    }

    private void awaitServer() throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                forget();
                return;
            } catch (ConnectException notYet) {
                if (attempt == 100) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    Path directory() {
        return directory;
    }

    ForkedKafka broker() {
        return broker;
    }

    Child server() {
        return server;
    }

    /** To be asked while nothing else runs: the broker is the other child of this process. */
    double brokerCpuSeconds() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != server.process().pid())
                .mapToDouble(child ->
                        child.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0)
                .sum();
    }

    URI api() {
        return api;
    }

    Usage usage() throws IOException, InterruptedException {
        return Usage.parse(get("/bench/usage"));
    }

    /** From here on requests are counted anew. */
    void forget() throws IOException, InterruptedException {
        get("/bench/forget");
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(api.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() throws IOException {
        server.close();
        broker.close();
        if (Boolean.getBoolean("bench.keep")) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
