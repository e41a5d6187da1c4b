package io.cdrstream.testkit.kafka;

import java.util.Arrays;
import java.util.Locale;

/** Where the tests' broker runs, as the system property {@value #PROPERTY} says. */
enum KafkaMode {
    EMBEDDED,
    FORKED,
    DOCKER;

    static final String PROPERTY = "cdrstream.kafka";

    static KafkaMode asked() {
        return named(System.getProperty(PROPERTY, "embedded"));
    }

    static KafkaMode named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        PROPERTY + " is one of " + Arrays.toString(values()) + ", not " + name));
    }

    OwnedBroker start() {
        return switch (this) {
            case EMBEDDED -> EmbeddedKafka.start();
            case FORKED -> ScratchForkedKafka.start();
            case DOCKER -> DockerKafka.start();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
