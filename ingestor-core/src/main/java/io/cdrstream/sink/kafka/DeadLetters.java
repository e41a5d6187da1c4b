package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cdrstream.model.StreamId;
import io.cdrstream.sink.kafka.LetterEntry.Mark;
import io.cdrstream.sink.kafka.LetterEntry.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter topic for an operator: what is in it, and how to ask for it again. Publishes nothing itself: only the
 * task that owns a stream may, so it is asked through a topic, and answers with a mark in the dead-letter topic.
 *
 * <p>Blocks. Kafka's own exceptions pass through.
 */
public final class DeadLetters {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;

    public DeadLetters(KafkaSettings settings) {
        this.settings = settings;
    }

    /** All that the topic still holds; of one partition in the order of their offsets. */
    public List<DeadLetter> list() throws ExecutionException, InterruptedException {
        LetterList letters = new LetterList();
        read(letters::take);
        return letters.letters();
    }

    private void read(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> visitor)
            throws ExecutionException, InterruptedException {
        try (PartitionReader reader = new PartitionReader(ClientProperties.reader(settings, "dead-letters"))) {
            for (TopicPartition partition : partitions()) {
                reader.read(partition, 0, reader.stableEnd(partition), message -> {
                    visitor.accept(message);
                    return true;
                });
            }
        }
    }

    /** Those that bear one of these ids: as their key, or between quotes in their bytes. */
    List<DeadLetter> about(Set<String> ids) throws ExecutionException, InterruptedException {
        LetterList letters = new LetterList();
        List<Part> about = new ArrayList<>();
        read(message -> {
            letters.take(message);
            if (LetterEntry.of(message) instanceof Part part && holds(message, ids)) {
                about.add(part);
            }
        });
        return letters.letters().stream()
                .filter(letter -> about.stream().anyMatch(letter::hasPart))
                .toList();
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> message, Set<String> ids) {
        String key = message.key() == null ? "" : new String(message.key(), UTF_8);
        String value = message.value() == null ? "" : new String(message.value(), UTF_8);
        return ids.contains(key) || ids.stream().anyMatch(id -> value.contains('"' + id + '"'));
    }

    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.admin(settings))) {
            return Letters.partitions(admin, settings.deadLetter());
        }
    }

    /**
     * Asks the owners of the letters' streams to publish them, and waits for what they answer.
     *
     * @param wanted each with its stream
     * @param patience how long to wait without any answer
     * @param answered hears of each letter that is settled: its place, and why it was refused; null if it is published
     * @return those that nobody has answered; the requests stay, and are settled when an instance runs
     */
    public Set<LetterPlace> replay(
            Map<LetterPlace, StreamId> wanted, Duration patience, BiConsumer<LetterPlace, @Nullable String> answered)
            throws ExecutionException, InterruptedException {
        Map<LetterPlace, StreamId> open = new LinkedHashMap<>(wanted);
        List<TopicPartition> partitions = partitions();
        try (Consumer<byte[], byte[]> marks =
                new KafkaConsumer<>(ClientProperties.reader(settings, "dead-letter-marks"))) {
            marks.assign(partitions);
            marks.seekToEnd(partitions);
            partitions.forEach(marks::position); // now, before anybody can answer
            for (DeadLetter letter : list()) { // somebody else may have asked since the caller looked
                if (letter.state() == DeadLetter.State.PUBLISHED && open.remove(letter.place()) != null) {
                    answered.accept(letter.place(), null);
                }
            }
            ask(open);
            long end = System.nanoTime() + patience.toNanos();
            while (!open.isEmpty() && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> message : marks.poll(POLL)) {
                    if (LetterEntry.of(message) instanceof Mark mark && open.remove(mark.of()) != null) {
                        answered.accept(mark.of(), mark.why());
                        end = System.nanoTime() + patience.toNanos();
                    }
                }
            }
        }
        return open.keySet();
    }

    /** Asks, and waits for nobody. */
    void ask(Map<LetterPlace, StreamId> wanted) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(ClientProperties.requests(settings))) {
            wanted.forEach((letter, stream) -> sent.add(producer.send(new ProducerRecord<>(
                    settings.replays(),
                    TaskOf.stream(stream, settings.tasks()),
                    Json.utf8(stream.text()),
                    ReplayRequests.encode(letter)))));
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }
}
