package io.cdrstream.testkit.kafka;

import kafka.Kafka;

/**
 * The child JVM of {@link ForkedKafka}: Kafka's own main, which ends when the JVM that forked it ends, however that is.
 */
final class ForkedBrokerMain {

    private ForkedBrokerMain() {}

    public static void main(String[] serverProperties) {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        Kafka.main(serverProperties);
    }
}
