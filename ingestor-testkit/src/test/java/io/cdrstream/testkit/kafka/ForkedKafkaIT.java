package io.cdrstream.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedKafkaIT {

    private static final String TOPIC = "cdr";

    @TempDir
    private Path directory;

    private ForkedKafka broker;

    @BeforeEach
    void start() {
        broker = ForkedKafka.start(directory).awaitReady();
        Writer.createTopic(broker, TOPIC);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aProducerGoesOnAfterTheBrokerWasKilledAndStartedAgain() {
        try (Writer writer = Writer.to(broker, TOPIC)) {
            writer.commit("a");
            broker.kill();
            broker.startAgain().awaitReady();
            writer.commit("b");
        }
        assertThat(Writer.committed(broker, TOPIC, 2)).containsExactly("a", "b");
    }

    @Test
    void aTransactionThatWasOpenWhenTheBrokerWasKilledCanBeCommittedAfterwards() {
        try (Writer writer = Writer.to(broker, TOPIC)) {
            writer.leaveOpen("a");
            broker.kill();
            broker.startAgain().awaitReady();
            writer.producer().commitTransaction();
        }
        assertThat(Writer.committed(broker, TOPIC, 1)).containsExactly("a");
    }

    @Test
    void aFrozenBrokerAnswersNobodyUntilItGoesOn() {
        try (Writer writer = Writer.to(broker, TOPIC)) {
            writer.commit("a");
            broker.pause();
            assertThatThrownBy(() -> readWithin(Duration.ofSeconds(1))).isInstanceOf(TimeoutException.class);
            broker.resume();
            writer.commit("b");
        }
        assertThat(Writer.committed(broker, TOPIC, 2)).containsExactly("a", "b");
    }

    @Test
    void aBrokerThatRunsIsNotStartedTwice() {
        assertThatThrownBy(broker::startAgain).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFrozenBrokerCanBeClosedAndItsLogIsBesideItsData() {
        broker.pause();
        broker.close();
        assertThat(directory.resolve("broker.log")).exists();
        broker.startAgain().awaitReady();
        assertThat(Writer.committed(broker, TOPIC, 0)).isEmpty();
    }

    private void readWithin(Duration limit) {
        CommittedRecords.read(broker.bootstrapServers(), Pattern.compile(TOPIC), limit);
    }
}
