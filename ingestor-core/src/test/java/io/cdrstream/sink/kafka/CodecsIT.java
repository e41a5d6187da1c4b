package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.testkit.kafka.CommittedRecords;
import io.cdrstream.testkit.kafka.KafkaBroker;
import io.cdrstream.testkit.kafka.Topics;
import io.cdrstream.testkit.kafka.WithKafka;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each codec that a configuration may name works here: with its native library, and through a broker. */
@WithKafka
@Timeout(60)
class CodecsIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] VALUE = "{\"to\":\"447700900000\"}".repeat(100).getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void whatATasksProducerCompressesIsRead(String codec, KafkaBroker kafka) {
        String prefix = kafka.newTopicPrefix();
        String topic = prefix + "cdr.sms";
        // the broker compresses again what comes otherwise, so it needs the codecs as well
        String other = codec.equals("zstd") ? "snappy" : "zstd";
        try (Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.create(topic, 1);
            topics.create(topic + ".again", 1, Map.of("compression.type", other));
        }
        KafkaSettings settings = settings(kafka.bootstrapServers(), prefix, codec);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(ClientProperties.producer(settings, 0))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, VALUE));
            producer.send(new ProducerRecord<>(topic + ".again", VALUE));
            producer.commitTransaction();
            assertThat(rate(producer)).matches(rate -> codec.equals("none") ? rate == 1 : rate < 0.5);
        }
        Pattern both = Pattern.compile(Pattern.quote(topic) + ".*");
        assertThat(CommittedRecords.readDecided(kafka.bootstrapServers(), both, LIMIT))
                .hasSize(2)
                .allMatch(read -> Arrays.equals(read.value(), VALUE));
    }

    /** Compressed bytes for each byte. */
    private static double rate(Producer<byte[], byte[]> producer) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("compression-rate-avg")
                        && metric.getKey().group().equals("producer-metrics"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .findFirst()
                .orElseThrow();
    }

    private static KafkaSettings settings(String bootstrap, String prefix, String codec) {
        return new KafkaSettings(
                prefix + "group",
                Map.of("bootstrap.servers", bootstrap, "compression.type", codec),
                prefix + "checkpoints",
                prefix + "seen",
                prefix + "dead-letter",
                prefix + "completeness",
                1,
                (short) 1,
                EventTopics.of(1, Duration.ofDays(1)),
                true,
                Privacy.NONE,
                false);
    }
}
