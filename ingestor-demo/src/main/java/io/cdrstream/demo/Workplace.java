package io.cdrstream.demo;

import io.cdrstream.testkit.kafka.EmbeddedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of one run: log, configuration and Kafka's data. Closing it stops Kafka and deletes those data. */
final class Workplace implements AutoCloseable {

    private final Path directory;
    private final boolean isKept;
    private final EmbeddedKafka kafka;

    private Workplace(Path directory, boolean isKept, EmbeddedKafka kafka) {
        this.directory = directory;
        this.isKept = isKept;
        this.kafka = kafka;
    }

    static Workplace open(DemoOptions options) throws DemoFailed {
        try {
            Files.createDirectories(options.directory());
            Path directory = Files.createTempDirectory(options.directory().toAbsolutePath(), "run-");
            // Read by logback.xml when somebody first logs.
            System.setProperty("cdrstream.demo.log", log(directory).toString());
            Path data = directory.resolve("kafka");
            EmbeddedKafka kafka = options.kafkaPort() == 0
                    ? EmbeddedKafka.start(data)
                    : EmbeddedKafka.start(data, options.kafkaPort());
            return new Workplace(directory, options.isKept(), kafka);
        } catch (IOException e) {
            throw new DemoFailed(
                    "nothing can be written to " + options.directory().toAbsolutePath(), e);
        } catch (RuntimeException e) {
            throw new DemoFailed("Kafka could not be started: " + e.getMessage(), e);
        }
    }

    static int freePort() throws DemoFailed {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoFailed("no port is free", e);
        }
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Path log() {
        return log(directory);
    }

    private static Path log(Path directory) {
        return directory.resolve("demo.log");
    }

    Path data() {
        return directory.resolve("kafka");
    }

    Path write(String name, String text) throws DemoFailed {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new DemoFailed("nothing can be written to " + directory, e);
        }
    }

    @Override
    public void close() {
        kafka.close();
        if (!isKept) {
            delete(data());
        }
    }

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : leavesFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left lies in a build directory.
        }
    }
}
