package io.cdrstream.bench;

import io.cdrstream.model.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many committed records there are, and how many different keys; keys are told apart by 64 bits.
 *
 * @param records what a read_committed consumer sees
 */
record Count(long records, long distinct) {

    static Count of(String bootstrapServers, String topics) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> Pattern.matches(topics, topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            return read(consumer, new HashMap<>(consumer.endOffsets(partitions)));
        }
    }

    private static Count read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Set<Long> seen = new HashSet<>();
        long records = 0;
        while (!ends.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                records++;
                seen.add(Digest.word(new String(found.key(), StandardCharsets.ISO_8859_1)));
            }
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return new Count(records, seen.size());
    }
}
