package io.cdrstream.demo;

import io.cdrstream.testkit.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one run leaves its log, its configuration and, while it runs or if they are to be kept, Kafka's data. */
record RunDirectory(Path path, boolean isDataKept) implements AutoCloseable {

    /** Creates it. From now on the log goes there, if nobody has logged before. */
    static RunDirectory create(DemoOptions options) throws DemoFailed {
        Path parent = options.directory().toAbsolutePath();
        try {
            Files.createDirectories(parent);
            RunDirectory directory = new RunDirectory(Files.createTempDirectory(parent, "run-"), options.isKept());
            System.setProperty("cdrstream.demo.log", directory.log().toString()); // read by logback.xml
            return directory;
        } catch (IOException e) {
            throw new DemoFailed("nothing can be written to " + parent, e);
        }
    }

    Path log() {
        return path.resolve("demo.log");
    }

    Path data() {
        return path.resolve("kafka");
    }

    /** @param port 0 for a free one */
    EmbeddedKafka startKafka(int port) throws DemoFailed {
        try {
            return port == 0 ? EmbeddedKafka.start(data()) : EmbeddedKafka.start(data(), port);
        } catch (RuntimeException e) {
            String where = port == 0 ? "" : " on port " + port + ", which something else may use";
            throw new DemoFailed("Kafka could not be started" + where + ": " + e.getMessage(), e);
        }
    }

    Path write(String name, String text) throws DemoFailed {
        try {
            return Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new DemoFailed("nothing can be written to " + path, e);
        }
    }

    /** Deletes Kafka's data unless they are to be kept. */
    @Override
    public void close() {
        if (isDataKept || !Files.exists(data())) {
            return;
        }
        try (Stream<Path> files = Files.walk(data())) {
            List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : leavesFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left lies in a build directory.
        }
    }
}
