package io.cdrstream.testkit.kafka;

import io.cdrstream.testkit.process.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;

/**
 * One Kafka node that is broker and controller at once: where its data live and on which ports it listens.
 *
 * <p>The data directory is formatted once; whoever opens it again, in this process or another, finds what was there.
 */
record SingleNode(Path directory, int port, int controllerPort) {

    static final int ID = 1;

    private static final String CLUSTER_ID = "cdrstreamTestkitKafka0";

    /** What one small node needs to start fast and to fit beside a test; everything else is Kafka's default. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(ID)),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A test that kills a member need not wait six seconds until the group notices.
            Map.entry("group.min.session.timeout.ms", "500"),
            Map.entry("auto.create.topics.enable", "false"),
            // Everybody may do everything, until a test says otherwise of a resource of its own.
            Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
            Map.entry("allow.everyone.if.no.acl.found", "true"),
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            // Without it a directory that is opened again takes ten seconds and more.
            Map.entry("controlled.shutdown.enable", "true"),
            // A node frozen for less than this goes on as the leader that it was.
            Map.entry("broker.session.timeout.ms", "120000"));

    static SingleNode in(Path directory) {
        return in(directory, FreePorts.next());
    }

    static SingleNode in(Path directory, int port) {
        return new SingleNode(directory.toAbsolutePath(), port, FreePorts.next());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    String controller() {
        return "127.0.0.1:" + controllerPort;
    }

    Path logFile() {
        return directory.resolve("broker.log");
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(SMALL);
        properties.put("controller.quorum.voters", ID + "@" + controller());
        properties.put("listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller());
        properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        properties.put("log.dirs", data().toString());
        return properties;
    }

    /** Makes the directory ready for a broker to start, whatever was in it; returns the broker's configuration file. */
    Path prepare() {
        Path file = directory.resolve("server.properties");
        try {
            Files.createDirectories(directory);
            try (OutputStream out = Files.newOutputStream(file)) {
                properties().store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(data().resolve("meta.properties"))) {
            formatStorage(file);
        }
        if (KilledNode.liesIn(data())) {
            new KilledNode(this).strikeOff();
        }
        return file;
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static void formatStorage(Path file) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = StorageTool.execute(new String[] {"format", "-t", CLUSTER_ID, "-c", file.toString()}, out);
        if (status != 0) {
            throw new IllegalStateException(
                    "Kafka's storage was not formatted: " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
