package io.cdrstream.testkit.kafka;

import io.cdrstream.testkit.process.ScratchDirectory;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this JVM, on free ports of the loopback address; its directory may be opened again later.
 *
 * <p>Nothing is simulated: it is the broker's own server class, so transactions, fencing and compaction are Kafka's. It
 * listens when {@code start} returns, after about three seconds for the first one in a JVM and half a second for the
 * next. Closing it is a controlled shutdown; a broker that must die otherwise is a {@link ForkedKafka}.
 *
 * <p>The broker logs much: include {@code io/cdrstream/testkit/kafka/quiet-logback.xml} in the logback configuration.
 */
public final class EmbeddedKafka implements OwnedBroker {

    private final SingleNode node;
    private final KafkaRaftServer server;
    private final Runnable afterClose;

    private EmbeddedKafka(SingleNode node, Runnable afterClose) {
        node.prepare();
        this.node = node;
        this.server = new KafkaRaftServer(KafkaConfig.fromProps(node.properties()), Time.SYSTEM);
        this.afterClose = afterClose;
    }

    /** A broker whose data are deleted when it is closed. */
    public static EmbeddedKafka start() {
        ScratchDirectory scratch = ScratchDirectory.create();
        return started(new EmbeddedKafka(SingleNode.in(scratch.path()), scratch::close));
    }

    /** A broker whose data stay in the directory, with what earlier brokers left there. */
    public static EmbeddedKafka start(Path directory) {
        return started(new EmbeddedKafka(SingleNode.in(directory), () -> {}));
    }

    /** The same, listening on a port of the caller's choice. */
    public static EmbeddedKafka start(Path directory, int port) {
        return started(new EmbeddedKafka(SingleNode.in(directory, port), () -> {}));
    }

    private static EmbeddedKafka started(EmbeddedKafka broker) {
        try {
            broker.server.startup();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        afterClose.run();
    }
}
