package io.cdrstream.sink.kafka;

import io.cdrstream.sink.kafka.LetterEntry.Mark;
import io.cdrstream.sink.kafka.LetterEntry.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters, for a task that is to publish some again: what a letter holds, and which are published already.
 *
 * <p>Which are published is read once, up to the high watermark: from then on nobody but this session publishes letters
 * of its streams, and it tells. To be made after the fence (I2), for the same reason as {@link TaskReader}.
 */
final class Letters implements AutoCloseable {

    private final String topic;
    private final PartitionReader partitions;
    private final Map<TopicPartition, Long> ends;
    private final Set<LetterPlace> published = new HashSet<>();

    Letters(TaskScope scope) throws ExecutionException, InterruptedException {
        this.topic = scope.settings().deadLetter();
        try (Admin admin = Admin.create(ClientProperties.admin(scope.settings()))) {
            this.ends = PartitionReader.highWatermarks(admin, partitions(admin, topic));
        }
        this.partitions = new PartitionReader(ClientProperties.reader(scope.settings(), "letters-" + scope.task()));
    }

    /** To be called once, before anything else is asked. */
    Letters read() {
        ends.forEach((partition, end) -> partitions.read(partition, 0, end, message -> {
            if (LetterEntry.of(message) instanceof Mark mark && mark.why() == null) {
                published.add(mark.of());
            }
            return true;
        }));
        return this;
    }

    static List<TopicPartition> partitions(Admin admin, String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /**
     * A letter and the record that it holds.
     *
     * @param first its first part, which says everything about it
     */
    record Letter(Part first, byte[] record) {}

    /** Null if no letter begins there, or none does any more. */
    @Nullable
    Letter letter(LetterPlace place) {
        TopicPartition partition = new TopicPartition(topic, place.partition());
        if (!holds(place)) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        partitions.read(partition, place.offset(), partitions.stableEnd(partition), message -> {
            boolean isPlace = message.offset() == place.offset();
            if (LetterEntry.of(message) instanceof Part part
                    && (isPlace ? part.part() == 1 : !parts.isEmpty() && part.isOfSameLetter(parts.get(0)))) {
                parts.add(part);
            }
            return !parts.isEmpty() && parts.size() < parts.get(0).parts();
        });
        return parts.isEmpty() || parts.size() < parts.get(0).parts() ? null : new Letter(parts.get(0), record(parts));
    }

    private static byte[] record(List<Part> parts) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        parts.forEach(part -> record.writeBytes(part.value()));
        return record.toByteArray();
    }

    /** Whether the topic has such a partition. */
    boolean holds(LetterPlace place) {
        return ends.containsKey(new TopicPartition(topic, place.partition()));
    }

    /** To be told at once, before anybody asks for the same letter again. */
    void publish(LetterPlace letter) {
        published.add(letter);
    }

    boolean isPublished(LetterPlace letter) {
        return published.contains(letter);
    }

    @Override
    public void close() {
        partitions.close();
    }
}
