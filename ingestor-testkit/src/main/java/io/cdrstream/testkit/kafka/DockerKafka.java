package io.cdrstream.testkit.kafka;

import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Kafka broker in a container. Asked for and not to be had is a failure, never a skipped test: a green build has
 * really run against the image.
 *
 * <p>The system property {@code cdrstream.kafka.image} names an image that behaves like {@code apache/kafka}, which is
 * the default in the version of the client.
 */
final class DockerKafka implements OwnedBroker {

    static final String IMAGE = "cdrstream.kafka.image";

    private final KafkaContainer container;

    private DockerKafka(KafkaContainer container) {
        this.container = container;
    }

    static DockerKafka start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("Tests were told to run Kafka in a container (" + KafkaMode.PROPERTY
                    + "=docker), but no container engine answers. Start one (Docker, Podman with DOCKER_HOST), or run "
                    + "without -Pdocker to use the broker in this JVM.");
        }
        String image = System.getProperty(IMAGE, "apache/kafka:" + AppInfoParser.getVersion());
        KafkaContainer container = new KafkaContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"))
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "500")
                .withEnv("KAFKA_AUTHORIZER_CLASS_NAME", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withEnv("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND", "true");
        container.start();
        return new DockerKafka(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
