package io.cdrstream.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithKafka
class KafkaRoundTripIT {

    private final KafkaBroker kafka;
    private final String topic;

    KafkaRoundTripIT(KafkaBroker kafka) {
        this.kafka = kafka;
        this.topic = kafka.newTopicPrefix() + "cdr";
    }

    @BeforeEach
    void createTopic() {
        Writer.createTopic(kafka, topic);
    }

    @Test
    void whatIsCommittedIsReadAndWhatIsAbortedIsNot() {
        try (Writer writer = Writer.to(kafka, topic)) {
            writer.commit("a", "b");
            writer.abort("c");
            writer.commit("d");
        }
        assertThat(Writer.committed(kafka, topic, 3)).containsExactly("a", "b", "d");
    }

    @Test
    void anOpenTransactionIsNotWaitedFor() {
        try (Writer writer = Writer.to(kafka, topic)) {
            writer.commit("a");
            writer.leaveOpen("b");
            assertThat(Writer.committed(kafka, topic, 1)).containsExactly("a");
        }
    }

    @Test
    void aSecondProducerOfTheSameIdAbortsWhatTheFirstLeftOpen() {
        try (Writer first = Writer.to(kafka, topic)) {
            first.leaveOpen("a");
            try (Writer second = Writer.to(kafka, topic)) {
                second.commit("b");
            }
            assertThatThrownBy(() -> first.commit("c")).isInstanceOf(RuntimeException.class);
        }
        assertThat(Writer.committed(kafka, topic, 1)).containsExactly("b");
    }

    @Test
    void headersAndTimestampsArriveAsTheyWereSent() {
        ProducerRecord<String, String> sent = new ProducerRecord<>(topic, null, 1_700_000_000_000L, "key", "value");
        sent.headers().add("ce_id", "7".getBytes(StandardCharsets.UTF_8));
        try (Writer writer = Writer.to(kafka, topic)) {
            writer.producer().beginTransaction();
            var unused = writer.producer().send(sent);
            writer.producer().commitTransaction();
        }
        try (CommittedRecords records =
                new CommittedRecords(kafka.bootstrapServers(), Pattern.compile(Pattern.quote(topic)))) {
            ConsumerRecord<byte[], byte[]> read =
                    records.await(some -> !some.isEmpty(), Writer.LIMIT).get(0);
            assertThat(read.timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(read.headers().lastHeader("ce_id").value()).asString().isEqualTo("7");
        }
    }

    @Test
    void theReaderReadsOnAndFindsTopicsThatCameLater() {
        String later = topic + ".later";
        try (CommittedRecords records =
                new CommittedRecords(kafka.bootstrapServers(), Pattern.compile(Pattern.quote(topic) + ".*"))) {
            assertThat(records.upToNow(Writer.LIMIT)).isEmpty();
            try (Writer writer = Writer.to(kafka, topic)) {
                writer.commit("a");
            }
            assertThat(records.await(read -> read.size() == 1, Writer.LIMIT)).hasSize(1);
            Writer.createTopic(kafka, later);
            try (Writer writer = Writer.to(kafka, later)) {
                writer.commit("b", "c");
            }
            assertThat(records.await(read -> read.size() == 3, Writer.LIMIT)).hasSize(3);
        }
    }

    @Test
    void waitingForWhatNeverComesEnds() {
        try (CommittedRecords records =
                new CommittedRecords(kafka.bootstrapServers(), Pattern.compile(Pattern.quote(topic)))) {
            assertThatThrownBy(() -> records.await(read -> !read.isEmpty(), Duration.ofSeconds(1)))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void topicsAreCreatedWithTheirSettingsAndFoundByName() {
        try (Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.create(topic + ".compacted", 1, Map.of("cleanup.policy", "compact"));
            assertThat(topics.matching(Pattern.compile(Pattern.quote(topic) + ".*")))
                    .containsExactlyInAnyOrder(topic, topic + ".compacted");
        }
    }
}
