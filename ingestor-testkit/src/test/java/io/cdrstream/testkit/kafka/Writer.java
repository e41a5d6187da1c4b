package io.cdrstream.testkit.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A transactional producer of one topic, and the reading of what it committed. */
record Writer(String bootstrapServers, String topic, Producer<String, String> producer) implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    static Writer to(KafkaBroker broker, String topic) {
        Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return new Writer(broker.bootstrapServers(), topic, producer);
    }

    static void createTopic(KafkaBroker broker, String topic) {
        try (Topics topics = new Topics(broker.bootstrapServers())) {
            topics.create(topic, 3);
        }
    }

    /**
     * The committed values of the topic, sorted, as soon as there are this many: a commit returns before its markers
     * are in every partition.
     */
    static List<String> committed(KafkaBroker broker, String topic, int count) {
        try (CommittedRecords records =
                new CommittedRecords(broker.bootstrapServers(), Pattern.compile(Pattern.quote(topic)))) {
            return records.await(read -> read.size() >= count, LIMIT).stream()
                    .map(read -> new String(read.value(), StandardCharsets.UTF_8))
                    .sorted()
                    .toList();
        }
    }

    void commit(String... values) {
        producer.beginTransaction();
        send(values);
        producer.commitTransaction();
    }

    void abort(String... values) {
        leaveOpen(values);
        producer.abortTransaction();
    }

    void leaveOpen(String... values) {
        producer.beginTransaction();
        send(values);
        producer.flush();
    }

    private void send(String... values) {
        for (String value : values) {
            var unused = producer.send(new ProducerRecord<>(topic, value, value));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
